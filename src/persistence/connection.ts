import { Duplex } from "node:stream";
import { setImmediate as turnOfOthers } from "node:timers/promises";
import { EventStoreDBClient, UnavailableError } from "@eventstore/db-client";
import { logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import { readAnything } from "./check-up.ts";
import { type ConnectionString, type Node, parseConnectionString } from "./connection-string.ts";
import { InvalidStoreError } from "./errors.ts";
import type { StoreLocation } from "./store-location.ts";
import { type Store, withTimeout } from "./with-retry.ts";

/** The official client, connected to a store. One for each process: its pending appends are not its own. */
export interface Connection extends Store {
  readonly client: EventStoreDBClient;
  /** Ends all waiting for the store: what is being asked fails at once. */
  giveUp(): void;
  /** Ends all calls and the embedded store; without it the process does not end. */
  close(): Promise<void>;
}

/**
 * Connects to EventStoreDB or KurrentDB where the location is a server, and else to an embedded event store that
 * starts here and now, inside this process. A server is not asked for anything yet.
 *
 * @throws InvalidStoreError where the client cannot use the certificates or keys of a connection string.
 * @throws EventStoreFileError where the file cannot be used.
 */
export async function connect(location: StoreLocation): Promise<Connection> {
  setLogVerbosity(logVerbosity.NONE); // every failure reaches the user as a sentence of ours
  if (location.kind === "server") return connectTo(location.server, async () => {});

  const { startEventStoreServer } = await import("embedded-eventstore");
  const server = await startEventStoreServer({
    file: location.kind === "memory" ? ":memory:" : location.path,
  });
  return connectTo(parseConnectionString(server.connectionString), () => server.close());
}

function connectTo(server: ConnectionString, closeServer: () => Promise<void>): Connection {
  bypassProxyFor(server.nodes.map(({ address }) => address).filter((host) => LOOPBACK.includes(host)));
  const client = clientFor(server);
  const givingUp = new AbortController();
  return {
    client,
    address: server.address,
    leaveNode: () => leaveNode(client),
    ...(server.isCluster && {
      askNodes: (timeout: number) =>
        Promise.all(server.nodes.map((node) => failureOfNode(server, node, timeout))),
    }),
    givenUp: givingUp.signal,
    giveUp: () => givingUp.abort(),
    async close() {
      givingUp.abort();
      await client.dispose();
      await closeServer();
    },
  };
}

/** The client's own defaults would have the search for a node go on for minutes. The first is in seconds. */
const DISCOVERY = { gossipTimeout: 2, maxDiscoverAttempts: 3 };

/** @param only connects to this node by itself; without it, to the one server or the cluster. */
function clientFor(server: ConnectionString, only?: Node): EventStoreDBClient {
  const { tls, tlsCAFile, userCertFile, userKeyFile, ...options } = server.options;
  const credentials = {
    insecure: tls === false,
    ...(tlsCAFile && { rootCertificate: tlsCAFile }),
    ...(userCertFile && userKeyFile && { userCertFile, userKeyFile }),
  };
  const [first] = server.nodes as [Node];
  const discovery = { ...DISCOVERY, ...options };
  try {
    if (only || !server.isCluster)
      return mended(
        new EventStoreDBClient({ ...options, endpoint: only ?? first }, credentials, server.user),
      );
    return mended(
      server.nodes.length > 1
        ? new EventStoreDBClient({ ...discovery, endpoints: [...server.nodes] }, credentials, server.user)
        : new EventStoreDBClient({ ...discovery, discover: first }, credentials, server.user),
    );
  } catch {
    throw InvalidStoreError.becauseOfItsFiles(); // keys that do not fit, since everything else has been parsed
  }
}

type HandleError = (client: object, error: Error) => Promise<void>;

/**
 * Keeps the client from ending the process. It does not wait for its `handleError`, which fails where a connection
 * breaks during the search for another node, and the search fails.
 */
function mended(client: EventStoreDBClient): EventStoreDBClient {
  const handleError: HandleError = Reflect.get(client, "handleError");
  const handled: HandleError = (...failure) => handleError(...failure).catch(() => {});
  Reflect.set(client, "handleError", handled);
  return client;
}

/**
 * Makes the client look for a node anew. It does so by itself where a connection breaks, but not where a node is
 * silent or answers an append with "not ready". So this tells it, in its own way, that the connection has broken.
 *
 * Appends to the old node end before. Otherwise an answer that comes late, or the end of its connection, would end the
 * appends to the new node: the client keeps all that are pending in one place.
 */
async function leaveNode(client: EventStoreDBClient): Promise<void> {
  const calls: ReadonlySet<unknown> = Reflect.get(client, "disposableStreams");
  for (const call of calls) if (call instanceof Duplex && "cancel" in call) (call.cancel as () => void)();
  const getChannel: () => Promise<unknown> = Reflect.get(client, "getChannel");
  const handleError: HandleError = Reflect.get(client, "handleError");
  // The search for a node may be going on; then there is none to leave.
  const channel = await Promise.race([getChannel().catch(() => undefined), turnOfOthers()]);
  if (channel) await handleError({ getChannel: () => channel }, new UnavailableError(undefined, "left"));
}

/** Asks a node as if it were alone, and returns what it fails with. */
async function failureOfNode(server: ConnectionString, node: Node, timeout: number): Promise<unknown> {
  const client = clientFor(server, node);
  try {
    return await withTimeout(timeout, readAnything(client));
  } catch (error) {
    return error;
  } finally {
    await client.dispose();
  }
}

/** This very machine, to which no proxy leads. */
const LOOPBACK = ["127.0.0.1", "localhost"];

/**
 * Keeps the gRPC library from sending calls for this very machine to a proxy, which `http_proxy` makes it do even
 * for 127.0.0.1. It reads `no_proxy` only where `no_grpc_proxy` is not set, so exceptions are carried over.
 */
function bypassProxyFor(hosts: readonly string[]): void {
  const exceptions = (process.env.no_grpc_proxy || process.env.no_proxy || "").split(",").filter(Boolean);
  const added = hosts.filter((host) => !exceptions.includes(host));
  if (added.length > 0) process.env.no_grpc_proxy = [...exceptions, ...added].join(",");
}
