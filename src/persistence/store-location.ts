import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the events are: in a file of the embedded store, in its memory, or on a server. */
export type StoreLocation =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "memory" }
  | { readonly kind: "server"; readonly connectionString: string };

export class InvalidStoreError extends Error {
  override readonly name = "InvalidStoreError";

  /** What the string says stays unsaid: any part of it that cannot be understood may be the password. */
  static becauseItCannotBeUnderstood(): InvalidStoreError {
    return new InvalidStoreError(
      "The connection string cannot be understood: it should look like esdb://user:password@host:2113?tls=false, " +
        "with %25, %3A and %40 for a %, : or @ in the password.",
    );
  }
}

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
export const DEFAULT_FILE = resolve(PROJECT, "data", "connect-four.db");

/**
 * Scheme, perhaps user and password, hosts with or without ports, perhaps options. The client's own reading is
 * looser: of a password with an @ or a : it takes one half for the password, and shows the other as a host.
 */
const CONNECTION_STRING =
  /^esdb(\+discover)?:\/\/([^:@]+:[^:@]+@)?[^:@,/?]+(:\d+)?(,[^:@,/?]+(:\d+)?)*\/?(\?[^@]*)?$/;

/**
 * Decides where the events are.
 *
 * @param chosen what the user asked for: a file, "memory", or a connection string such as "esdb://…".
 * @param environment where nothing was asked for, its EVENTSTOREDB_URI decides, and then the default file.
 * @throws InvalidStoreError for a choice that is none of these.
 */
export function locateStore(chosen: string | undefined, environment: NodeJS.ProcessEnv): StoreLocation {
  if (chosen !== undefined) return locate(chosen);
  const uri = environment.EVENTSTOREDB_URI;
  if (!uri) return { kind: "file", path: DEFAULT_FILE };
  const location = locate(uri);
  if (location.kind === "server") return location;
  throw new InvalidStoreError(
    "EVENTSTOREDB_URI is not a connection string: it must begin with esdb:// or esdb+discover://.",
  );
}

function locate(store: string): StoreLocation {
  const name = store.trim();
  if (name === "") throw new InvalidStoreError("No store was named: give a file, memory, or esdb://….");
  if (store === "memory") return { kind: "memory" };
  // SQLite's own name for it, which would be that of a file here, and none at all on Windows.
  if (name === ":memory:")
    throw new InvalidStoreError("The store in memory is called memory here, without colons.");
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(name)?.[1];
  if (!scheme) {
    // A slip in a connection string must not become a file that bears a password in its name.
    if (/^esdb(\+discover)?:/i.test(name)) throw InvalidStoreError.becauseItCannotBeUnderstood();
    return { kind: "file", path: resolve(withHome(store)) };
  }
  if (scheme !== "esdb" && scheme !== "esdb+discover") {
    throw new InvalidStoreError(
      `A store at ${scheme}:// is not supported: give a file, memory, esdb://… or esdb+discover://… (in small letters).`,
    );
  }
  if (!CONNECTION_STRING.test(name)) throw InvalidStoreError.becauseItCannotBeUnderstood();
  return { kind: "server", connectionString: name };
}

/** Expands the ~ for the user's own folder, which shells leave alone in --store=~/games.db, and some everywhere. */
function withHome(path: string): string {
  const [, user, rest = ""] = /^~([^/\\]*)(.*)$/s.exec(path) ?? [];
  if (user === undefined) return path;
  if (user === "") return homedir() + rest;
  throw new InvalidStoreError(
    `~${user} stands for no folder here: write ~/… for your own, the whole path for another, or ./~${user} for a file of that name.`,
  );
}

/** @returns the place in a few words that are fit to print: never with a user, a password or options. */
export function describeStore(location: StoreLocation): string {
  switch (location.kind) {
    case "memory":
      return "memory, and gone when this program ends";
    case "server":
      return addressOf(location.connectionString);
    case "file": {
      const fromHere = relative(process.cwd(), location.path);
      return /^(\.\.|$)/.test(fromHere) || isAbsolute(fromHere) ? location.path : fromHere;
    }
  }
}

/** @returns the path of the file that the first use creates, or undefined where nothing is yet to come. */
export function fileYetToCome(location: StoreLocation): string | undefined {
  return location.kind === "file" && !existsSync(location.path) ? location.path : undefined;
}

/** @returns scheme and hosts of a connection string, such as "esdb://localhost:2113". */
export function addressOf(connectionString: string): string {
  const { scheme, hosts } = partsOf(connectionString);
  return scheme + hosts;
}

/** @returns the connection string with the word PASSWORD in place of the one that it had; a file as it is. */
export function withoutPassword(store: string): string {
  const { scheme, credentials, hosts, options } = partsOf(store);
  return scheme + credentials.replace(/:.*|@$/s, ":PASSWORD@") + hosts + options;
}

/** Takes a connection string apart for those who print it; a file is all hosts. */
export function partsOf(store: string) {
  const [scheme] = /^[^/]*:\/\//.exec(store) ?? [];
  if (!scheme) return { scheme: "", credentials: "", hosts: store, options: "" };
  const rest = store.slice(scheme.length);
  // Whatever stands before the last @ may be part of a password, even where the string is not a valid one.
  const credentials = rest.slice(0, rest.lastIndexOf("@") + 1);
  const place = rest.slice(credentials.length);
  const [hosts] = place.split(/[/?]/, 1) as [string];
  return { scheme, credentials, hosts, options: place.slice(hosts.length) };
}
