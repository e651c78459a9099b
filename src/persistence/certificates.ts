import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { InvalidRootCertificatesError } from "./errors.ts";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** @returns whether this is at least one certificate in PEM format, and each of them can be read. */
export function isPem(text: string): boolean {
  const certificates = text.match(CERTIFICATE) ?? [];
  try {
    for (const certificate of certificates) new X509Certificate(certificate);
  } catch {
    return false; // OpenSSL's own words would not help
  }
  return certificates.length > 0;
}

/**
 * Reads the variable that says which certificates to trust in place of those that Node trusts.
 *
 * @param environment its EVENTSTOREDB_ROOT_CERTIFICATES is the text of PEM certificates, or the path of a file with them.
 * @returns PEM, or undefined where the variable is not set.
 * @throws InvalidRootCertificatesError
 */
export function rootCertificatesFrom(environment: NodeJS.ProcessEnv): string | undefined {
  const value = environment.EVENTSTOREDB_ROOT_CERTIFICATES?.trim();
  if (!value) return undefined;
  // A line break may have become the two characters \n on its way through a file of settings.
  if (value.startsWith("-----BEGIN")) return pem(value.replaceAll("\\n", "\n"), "the text in it");
  try {
    return pem(readFileSync(value, "utf8"), `the file ${value}`);
  } catch (error) {
    if (error instanceof InvalidRootCertificatesError) throw error;
    throw new InvalidRootCertificatesError(
      `EVENTSTOREDB_ROOT_CERTIFICATES must be PEM text or the path of a PEM file: there is no file ${value} that can be read.`,
    );
  }
}

function pem(text: string, place: string): string {
  if (isPem(text)) return text;
  throw new InvalidRootCertificatesError(
    `EVENTSTOREDB_ROOT_CERTIFICATES must be PEM text or the path of a PEM file: ${place} is no certificate that begins with -----BEGIN CERTIFICATE-----.`,
  );
}
