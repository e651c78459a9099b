import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { InvalidStoreError } from "../errors.ts";
import { rootCertificatesFrom } from "./certificates.ts";
import { type ConnectionString, parseConnectionString, SUPPORTED_SCHEME } from "./connection-string.ts";

/** Where the events are: in a file or the memory of the embedded store, or on a server. */
export type StoreLocation =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "memory" }
  | { readonly kind: "server"; readonly server: ConnectionString };

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
export const DEFAULT_FILE = resolve(PROJECT, "data", "connect-four.db");

/**
 * Decides where the events are.
 *
 * @param chosen the user's choice: a file, "memory", or a connection string such as "esdb://…". Without it
 *   EVENTSTOREDB_URI decides, and without that it is the default file.
 * @param environment holds EVENTSTOREDB_URI and EVENTSTOREDB_ROOT_CERTIFICATES, if they are set. The latter is for
 *   servers with TLS whose connection string has no tlsCAFile.
 * @throws InvalidStoreError for any other choice.
 * @throws InvalidRootCertificatesError
 */
export function locateStore(chosen: string | undefined, environment: NodeJS.ProcessEnv): StoreLocation {
  if (chosen !== undefined) return locate(chosen, environment);
  const uri = environment.EVENTSTOREDB_URI;
  if (!uri) return { kind: "file", path: DEFAULT_FILE };
  const location = locate(uri, environment);
  if (location.kind === "server") return location;
  throw new InvalidStoreError(
    "EVENTSTOREDB_URI is not a connection string: it must begin with esdb://, esdb+discover://, kurrentdb:// or kurrentdb+discover://.",
  );
}

function locate(store: string, environment: NodeJS.ProcessEnv): StoreLocation {
  const name = store.trim();
  if (name === "") throw new InvalidStoreError("No store was named: give a file, memory, or esdb://….");
  if (store === "memory") return { kind: "memory" };
  // SQLite uses this name for a database in memory. Here it would name a file, and Windows allows no such name.
  if (name === ":memory:")
    throw new InvalidStoreError("The store in memory is called memory here, without colons.");
  if (SUPPORTED_SCHEME.test(name)) return { kind: "server", server: server(name, environment) };
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(name)?.[1];
  if (scheme) {
    throw new InvalidStoreError(
      `A store at ${scheme}:// is not supported: give a file, memory, esdb://…, esdb+discover://…, kurrentdb://… or kurrentdb+discover://… (in small letters).`,
    );
  }
  // A mistyped connection string must not become a file with a password in its name.
  if (/^(?:esdb|kurrentdb)(?:\+discover)?:/i.test(name))
    throw InvalidStoreError.becauseItCannotBeUnderstood();
  return { kind: "file", path: resolve(withHome(store)) };
}

function server(connectionString: string, environment: NodeJS.ProcessEnv): ConnectionString {
  const parsed = parseConnectionString(connectionString);
  const { options } = parsed;
  if (options.tls === false || options.tlsCAFile) return parsed;
  const certificates = rootCertificatesFrom(environment);
  return certificates ? { ...parsed, options: { ...options, tlsCAFile: Buffer.from(certificates) } } : parsed;
}

/** Expands a ~ at the beginning to the user's home folder: most shells do not expand it in --store=~/games.db. */
function withHome(path: string): string {
  const [, user, rest = ""] = /^~([^/\\]*)(.*)$/s.exec(path) ?? [];
  if (user === undefined) return path;
  if (user === "") return homedir() + rest;
  throw new InvalidStoreError(
    `~${user} stands for no folder here: write ~/… for your own, the whole path for another, or ./~${user} for a file of that name.`,
  );
}

/** @returns the location in a few words, safe to print: without user, password and options. */
export function describeStore(location: StoreLocation): string {
  switch (location.kind) {
    case "memory":
      return "memory, and gone when this program ends";
    case "server":
      return location.server.address;
    case "file": {
      const fromHere = relative(process.cwd(), location.path);
      return /^(\.\.|$)/.test(fromHere) || isAbsolute(fromHere) ? location.path : fromHere;
    }
  }
}

/** @returns the path of the store's file if it does not exist yet; otherwise, or if the store is no file, undefined. */
export function missingFileOf(location: StoreLocation): string | undefined {
  return location.kind === "file" && !existsSync(location.path) ? location.path : undefined;
}
