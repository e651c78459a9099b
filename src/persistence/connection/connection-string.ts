import { readFileSync } from "node:fs";
import type { NodePreference } from "@eventstore/db-client";
import { InvalidStoreError } from "../errors.ts";
import { isPem } from "./certificates.ts";

/** A parsed connection string: the address of a server or a cluster, and the options of the connection. */
export interface ConnectionString {
  /** Scheme and hosts as given, safe to print, such as "esdb://localhost:2113". */
  readonly address: string;
  /** The whole string, safe to print: the word PASSWORD replaces the password. */
  readonly withoutPassword: string;
  readonly nodes: readonly Node[];
  /** Whether the client must discover the cluster: there are several nodes, or the scheme ends in +discover. */
  readonly isCluster: boolean;
  readonly user: { readonly username: string; readonly password: string } | undefined;
  readonly options: Options;
}

export interface Node {
  readonly address: string;
  readonly port: number;
}

const HOST = String.raw`[^\s:@,/?$+!*'();[\]{}|"%~#<>=&]+(?::\d+)?`;

/** Scheme, optional user and password, hosts, optional options. An @ or a : in a password must be percent-encoded. */
const CONNECTION_STRING = new RegExp(
  String.raw`^(?<scheme>(?:esdb|kurrentdb)(?:\+discover)?://)(?:(?<user>[^:@]+):(?<password>[^:@]+)@)?` +
    String.raw`(?<hosts>${HOST}(?:,${HOST})*)(?<rest>/?(?:\?(?<query>[^@?]*))?)$`,
);
const DEFAULT_PORT = 2113;

/** Matches a connection string with a scheme that this program supports. */
export const SUPPORTED_SCHEME = /^(?:esdb|kurrentdb)(?:\+discover)?:\/\//;

const text = (value: string) => decodeURIComponent(value);
const flag = (value: string) => oneOf(value, { true: true, false: false });
const preference = (value: string) =>
  oneOf<NodePreference>(value, {
    leader: "leader",
    follower: "follower",
    readonlyreplica: "read_only_replica",
    random: "random",
  });
/** @param minimum the smallest number that the client accepts. */
const integer = (minimum: number) => (value: string) => {
  const number = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
  return number >= minimum ? number : refuse();
};
const file = (value: string) => readFileSync(text(value));
const certificates = (value: string) => {
  const content = file(value);
  return isPem(content.toString()) ? content : refuse();
};

/** The client's options, each with the parser of its value. Times are in milliseconds, except gossipTimeout. */
const OPTIONS = {
  connectionName: text,
  defaultDeadline: integer(1),
  discoveryInterval: integer(0),
  /** In seconds. */
  gossipTimeout: integer(0),
  keepAliveInterval: integer(-1),
  keepAliveTimeout: integer(-1),
  maxDiscoverAttempts: integer(1),
  nodePreference: preference,
  throwOnAppendFailure: flag,
  tls: flag,
  tlsCAFile: certificates,
  userCertFile: file,
  userKeyFile: file,
} as const;

type OptionName = keyof typeof OPTIONS;
type Options = { readonly [Name in OptionName]?: ReturnType<(typeof OPTIONS)[Name]> };

const FILES: readonly string[] = ["tlsCAFile", "userCertFile", "userKeyFile"] satisfies OptionName[];

/**
 * Parses a connection string, and reads the certificate and key files that it names.
 *
 * @param connectionString such as "esdb://user:password@host:2113?tls=false".
 * @throws InvalidStoreError; its message never shows a password.
 */
export function parseConnectionString(connectionString: string): ConnectionString {
  const { scheme, user, password, hosts, rest, query } =
    CONNECTION_STRING.exec(connectionString)?.groups ?? refuse();
  if (!scheme || !hosts) return refuse();
  const nodes = hosts.split(",").map((host) => {
    const [address = "", port = DEFAULT_PORT] = host.split(":");
    return { address, port: Number(port) };
  });
  const options = parseOptions(query);
  if ((options.userCertFile === undefined) !== (options.userKeyFile === undefined))
    throw InvalidStoreError.becauseOfItsFiles();
  return {
    address: scheme + hosts,
    withoutPassword: `${scheme}${user === undefined ? "" : `${user}:PASSWORD@`}${hosts}${rest ?? ""}`,
    nodes,
    isCluster: nodes.length > 1 || scheme.includes("+discover"),
    user: user && password ? { username: decoded(user), password: decoded(password) } : undefined,
    options,
  };
}

function parseOptions(query: string | undefined): Options {
  if (query === undefined) return {};
  const pairs = query.split("&").map((pair) => {
    const [name, ...value] = pair.split("=");
    return { name: name?.trim() ?? "", value: value.join("=").trim() };
  });
  // The error shows no part of the string: a part without a value may be a misplaced password.
  if (pairs.some(({ name, value }) => name === "" || value === "")) return refuse();
  return Object.fromEntries(pairs.map(({ name, value }) => parseOption(name, value)));
}

function parseOption(given: string, value: string): [name: OptionName, value: unknown] {
  const name = Object.keys(OPTIONS).find(
    (option): option is OptionName => normalized(option) === normalized(given),
  );
  if (name === undefined) {
    throw new InvalidStoreError(
      `The connection string has an unknown option ${given}: there are ${Object.keys(OPTIONS).join(", ")}.`,
    );
  }
  try {
    return [name, OPTIONS[name](value)];
  } catch {
    throw FILES.includes(name)
      ? InvalidStoreError.becauseOfItsFiles()
      : InvalidStoreError.becauseItCannotBeUnderstood();
  }
}

/** @returns the option's name without case, _ and -: `tls_ca_file` and `TLSCAFILE` mean `tlsCAFile`. */
function normalized(option: string): string {
  return option.toLowerCase().replace(/[_-]/g, "");
}

function oneOf<Value>(given: string, values: Readonly<Record<string, Value>>): Value {
  const key = Object.keys(values).find((one) => one === normalized(given));
  return key === undefined ? refuse() : (values[key] as Value);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return refuse(); // a % without two hexadecimal digits
  }
}

function refuse(): never {
  throw InvalidStoreError.becauseItCannotBeUnderstood();
}
