import type { EventStoreDBClient } from "@eventstore/db-client";
import { logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import { type Store, within } from "./ask.ts";
import { readAnything } from "./check-up.ts";
import { clientFor, hostsOf, nodesOf } from "./connection-string.ts";
import { addressOf, type StoreLocation } from "./store-location.ts";

/** This very machine, to which no proxy leads. */
const LOOPBACK = ["127.0.0.1", "localhost"];

/** The official client, connected to a store. One for each process: its pending appends are not its own. */
export interface Connection extends Store {
  readonly client: EventStoreDBClient;
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

  const { startEventStoreServer } = await import("embedded-eventstore");
  const server = await startEventStoreServer({
    file: location.kind === "memory" ? ":memory:" : location.path,
  });
  return connectToServer(server.connectionString, () => server.close());
}

function connectToServer(connectionString: string, closeServer: () => Promise<void>): Connection {
  const client = clientFor(connectionString);
  bypassProxyFor(hostsOf(connectionString).filter((host) => LOOPBACK.includes(host)));
  const nodes = nodesOf(connectionString);
  return {
    client,
    address: addressOf(connectionString),
    ...(nodes.length > 0 && {
      askNodes: (timeout: number) => Promise.all(nodes.map((node) => failureOfNode(node, timeout))),
    }),
    async close() {
      await client.dispose();
      await closeServer();
    },
  };
}

/** Asks a node as if it were alone, and returns what it fails with. */
async function failureOfNode(connectionString: string, timeout: number): Promise<unknown> {
  const client = clientFor(connectionString);
  try {
    return await within(timeout, readAnything(client));
  } catch (error) {
    return error;
  } finally {
    await client.dispose();
  }
}

/**
 * Keeps the gRPC library from sending calls for this very machine to a proxy, which `http_proxy` makes it do even
 * for 127.0.0.1. It reads `no_proxy` only where `no_grpc_proxy` is not set, so exceptions are carried over.
 */
function bypassProxyFor(hosts: readonly string[]): void {
  const exceptions = (process.env.no_grpc_proxy || process.env.no_proxy || "").split(",").filter(Boolean);
  const added = hosts.filter((host) => !exceptions.includes(host));
  if (added.length > 0) process.env.no_grpc_proxy = [...exceptions, ...added].join(",");
}
