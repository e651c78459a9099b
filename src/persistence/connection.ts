import { EventStoreDBClient } from "@eventstore/db-client";
import { logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import { addressOf, InvalidStoreError, type StoreLocation } from "./store-location.ts";

/** The official client, connected to a store. One for each process: its pending appends are not its own. */
export interface Connection {
  readonly client: EventStoreDBClient;
  /** What the client talks to, fit to print: scheme, host and port. */
  readonly address: string;
  /** Ends all calls and the embedded store; without it the process does not end. */
  close(): Promise<void>;
}

/**
 * Connects to EventStoreDB or KurrentDB where the location is a server, and else to an embedded event store that
 * starts here and now, inside this process. A server is not asked for anything yet.
 *
 * @throws InvalidStoreError for a connection string that the client does not understand.
 * @throws EventStoreFileError where the file cannot be used.
 */
export async function connect(location: StoreLocation): Promise<Connection> {
  setLogVerbosity(logVerbosity.NONE); // every failure reaches the user as a sentence of ours
  if (location.kind === "server") return connectToServer(location.connectionString, async () => {});

  const { startEventStoreServer } = await import("../../eventstore/server.ts");
  const server = await startEventStoreServer({
    file: location.kind === "memory" ? ":memory:" : location.path,
  });
  bypassProxyFor("127.0.0.1");
  return connectToServer(server.connectionString, () => server.close());
}

function connectToServer(connectionString: string, closeServer: () => Promise<void>): Connection {
  const client = clientFor(connectionString);
  return {
    client,
    address: addressOf(connectionString),
    async close() {
      await client.dispose();
      await closeServer();
    },
  };
}

/** The options that the client knows; of any other it prints a warning, with the password in it. */
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

function clientFor(connectionString: string): EventStoreDBClient {
  for (const option of optionsOf(connectionString)) {
    if (OPTIONS.some((known) => flat(known) === flat(option))) continue;
    throw new InvalidStoreError(
      `The connection string has an unknown option ${option}: there are ${OPTIONS.join(", ")}.`,
    );
  }
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch (error) {
    // The client's own message would show the part that it does not understand, which may be the password.
    const file = error instanceof Error && /certificate|userCertFile/.test(error.message);
    throw new InvalidStoreError(
      file
        ? "A certificate or key file that the connection string names is missing: check tlsCAFile, userCertFile and userKeyFile."
        : "The connection string cannot be understood: it should look like esdb://user:password@host:2113?tls=false.",
    );
  }
}

function optionsOf(connectionString: string): string[] {
  const [, query = ""] = /^[^?]*\?(.*)$/s.exec(connectionString.replace(/^.*@/s, "")) ?? [];
  return query.split("&").flatMap((option) => option.split("=")[0]?.trim() || []);
}

/** The client takes `tls_ca_file` and `TLSCAFILE` for `tlsCAFile`. */
function flat(option: string): string {
  return option.toLowerCase().replace(/[_-]/g, "");
}

/**
 * Keeps the gRPC library from sending calls for this very machine to a proxy, which `http_proxy` makes it do even
 * for 127.0.0.1. It reads `no_proxy` only where `no_grpc_proxy` is not set, so exceptions are carried over.
 */
function bypassProxyFor(host: string): void {
  const exceptions = (process.env.no_grpc_proxy || process.env.no_proxy || "").split(",").filter(Boolean);
  if (!exceptions.includes(host)) process.env.no_grpc_proxy = [...exceptions, host].join(",");
}
