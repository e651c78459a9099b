import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { InvalidRootCertificatesError } from "../errors.ts";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** @returns whether the text has at least one certificate in PEM format, and all of them can be parsed. */
export function isPem(text: string): boolean {
  const certificates = text.match(CERTIFICATE) ?? [];
  try {
    for (const certificate of certificates) new X509Certificate(certificate);
  } catch {
    return false; // OpenSSL's message would not help users
  }
  return certificates.length > 0;
}

/**
 * Reads the root certificates to trust instead of Node's own.
 *
 * @param environment EVENTSTOREDB_ROOT_CERTIFICATES in it is PEM text, or the path of a PEM file.
 * @returns PEM text, or undefined if the variable is not set.
 * @throws InvalidRootCertificatesError
 */
export function rootCertificatesFrom(environment: NodeJS.ProcessEnv): string | undefined {
  const value = environment.EVENTSTOREDB_ROOT_CERTIFICATES?.trim();
  if (!value) return undefined;
  // Some settings files write a line break as the two characters \n.
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
