import { EventStoreDBClient } from "@eventstore/db-client";
import { InvalidStoreError, partsOf } from "./store-location.ts";

/** The options that the client knows. */
const OPTIONS = [
  "connectionName",
  "defaultDeadline",
  "discoveryInterval",
  "gossipTimeout",
  "keepAliveInterval",
  "keepAliveTimeout",
  "maxDiscoverAttempts",
  "nodePreference",
  "throwOnAppendFailure",
  "tls",
  "tlsCAFile",
  "userCertFile",
  "userKeyFile",
];

/** What the client takes for the search for a node, unless told otherwise; its own would have us wait for minutes. */
const DEFAULTS = { gossipTimeout: 2, maxDiscoverAttempts: 3 };

/**
 * The official client for a server or a cluster, which is not asked for anything yet.
 *
 * @throws InvalidStoreError for a connection string that the client does not understand.
 */
export function clientFor(connectionString: string): EventStoreDBClient {
  refuseStrangeOptions(connectionString);
  try {
    const isCluster = nodesOf(connectionString).length > 0;
    return EventStoreDBClient.connectionString(isCluster ? withDefaults(connectionString) : connectionString);
  } catch (error) {
    // The client's own message would show the part that it does not understand, which may be the password.
    if (!isAboutFiles(error)) throw InvalidStoreError.becauseItCannotBeUnderstood();
    throw new InvalidStoreError(
      "A certificate or key file that the connection string names is missing or of no use: check tlsCAFile, userCertFile and userKeyFile.",
    );
  }
}

/** @returns a connection string for each node of a cluster that is named; none for a single server. */
export function nodesOf(connectionString: string): string[] {
  const { scheme, credentials, hosts, options } = partsOf(connectionString);
  const nodes = hosts.split(",");
  if (scheme === "esdb://" && nodes.length < 2) return [];
  return nodes.map((node) => `esdb://${credentials}${node}${options}`);
}

/** @returns the names in a connection string, without their ports. */
export function hostsOf(connectionString: string): string[] {
  return partsOf(connectionString)
    .hosts.split(",")
    .map((host) => host.replace(/:.*/, ""));
}

function withDefaults(connectionString: string): string {
  const given = optionsOf(connectionString).map(([name]) => flat(name));
  const added = Object.entries(DEFAULTS).filter(([name]) => !given.includes(flat(name)));
  if (added.length === 0) return connectionString;
  return (
    connectionString + (given.length === 0 ? "?" : "&") + added.map((option) => option.join("=")).join("&")
  );
}

/** What the client does not understand here it would print, together with the password in front of it. */
function refuseStrangeOptions(connectionString: string): void {
  const options = optionsOf(connectionString);
  // Nothing of it is shown then: what has no value may be a password that somebody has put in the wrong place.
  if (options.flat().includes("")) throw InvalidStoreError.becauseItCannotBeUnderstood();
  const stranger = options.map(([name]) => name).find((name) => !isKnown(name));
  if (stranger !== undefined) {
    throw new InvalidStoreError(
      `The connection string has an unknown option ${stranger}: there are ${OPTIONS.join(", ")}.`,
    );
  }
}

function isKnown(option: string): boolean {
  return OPTIONS.some((known) => flat(known) === flat(option));
}

function optionsOf(connectionString: string): [name: string, value: string][] {
  const { options } = partsOf(connectionString);
  if (!options.includes("?")) return [];
  const query = options.slice(options.indexOf("?") + 1);
  return query.split("&").map((option) => {
    const [name, ...value] = option.split("=") as [string, ...string[]];
    return [name.trim(), value.join("=")];
  });
}

/** The client takes `tls_ca_file` and `TLSCAFILE` for `tlsCAFile`. */
function flat(option: string): string {
  return option.toLowerCase().replace(/[_-]/g, "");
}

/** What cannot be parsed is a ParseError, or a URIError where a % is not followed by a number. */
function isAboutFiles(error: unknown): boolean {
  const { constructor: kind, message } = error as Error;
  return !["ParseError", "URIError"].includes(kind.name) && !message.startsWith("Invalid ");
}
