import { Duplex } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { EventStoreDBClient, UnavailableError } from "@eventstore/db-client";
import { logVerbosity, setLogVerbosity } from "@grpc/grpc-js";
import { InvalidStoreError } from "../errors.ts";
import { type Store, withTimeout } from "../with-retry.ts";
import { readAnything } from "./check-up.ts";
import { type ConnectionString, type Node, parseConnectionString } from "./connection-string.ts";
import type { StoreLocation } from "./store-location.ts";

/** The official client, connected to a store. Use one in a process: all clients of a process share pending appends. */
export interface Connection extends Store {
  readonly client: EventStoreDBClient;
  /** Stops waiting for the store: pending operations fail at once. */
  giveUp(): void;
  /** Ends all calls and stops the embedded store. Without this the process does not end. */
  close(): Promise<void>;
}

/**
 * Connects to EventStoreDB or KurrentDB if the location is a server; otherwise starts an embedded event store in this
 * process and connects to it. Sends nothing to a server yet.
 *
 * @throws InvalidStoreError if the client cannot use the certificates or keys of a connection string.
 * @throws EventStoreFileError if the file cannot be used.
 */
export async function connect(location: StoreLocation): Promise<Connection> {
  setLogVerbosity(logVerbosity.NONE); // this program reports every failure itself
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

/** With the client's own defaults the search for a node takes minutes. gossipTimeout is in seconds. */
const DISCOVERY = { gossipTimeout: 2, maxDiscoverAttempts: 3 };

/** @param only the single node to connect to; without it, the client connects to the server or the cluster. */
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
      return withoutUnhandledRejections(
        new EventStoreDBClient({ ...options, endpoint: only ?? first }, credentials, server.user),
      );
    return withoutUnhandledRejections(
      server.nodes.length > 1
        ? new EventStoreDBClient({ ...discovery, endpoints: [...server.nodes] }, credentials, server.user)
        : new EventStoreDBClient({ ...discovery, discover: first }, credentials, server.user),
    );
  } catch {
    throw InvalidStoreError.becauseOfItsFiles(); // the files have been parsed, so the key does not match its certificate
  }
}

type HandleError = (client: object, error: Error) => Promise<void>;

/**
 * Keeps the client from ending the process by an unhandled rejection: it does not await its `handleError`, which
 * rejects if a connection breaks during the search for another node and the search fails.
 */
function withoutUnhandledRejections(client: EventStoreDBClient): EventStoreDBClient {
  const handleError: HandleError = Reflect.get(client, "handleError");
  const handled: HandleError = (...failure) => handleError(...failure).catch(() => {});
  Reflect.set(client, "handleError", handled);
  return client;
}

/**
 * Makes the client search for a node again. It does so itself when a connection breaks, but not when a node is silent
 * or answers an append with "not ready". So this reports a broken connection to it, through its own `handleError`.
 *
 * First it cancels the appends to the old node. Otherwise a late answer, or the end of the old connection, would end
 * the appends to the new node: the client keeps all pending appends in one map.
 */
async function leaveNode(client: EventStoreDBClient): Promise<void> {
  const calls: ReadonlySet<unknown> = Reflect.get(client, "disposableStreams");
  for (const call of calls) if (call instanceof Duplex && "cancel" in call) (call.cancel as () => void)();
  const getChannel: () => Promise<unknown> = Reflect.get(client, "getChannel");
  const handleError: HandleError = Reflect.get(client, "handleError");
  // During a search for a node there is no channel, and no node to leave.
  const channel = await Promise.race([getChannel().catch(() => undefined), nextTurn()]);
  if (channel) await handleError({ getChannel: () => channel }, new UnavailableError(undefined, "left"));
}

/** @returns the error of a node that is asked by itself, or undefined if it answers. */
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

/** Names of this machine, which no proxy can reach. */
const LOOPBACK = ["127.0.0.1", "localhost"];

/**
 * Keeps the gRPC library from sending calls to this machine through a proxy: with `http_proxy` it does so even for
 * 127.0.0.1. It ignores `no_proxy` if `no_grpc_proxy` is set, so this copies the exceptions of `no_proxy`.
 */
function bypassProxyFor(hosts: readonly string[]): void {
  const exceptions = (process.env.no_grpc_proxy || process.env.no_proxy || "").split(",").filter(Boolean);
  const added = hosts.filter((host) => !exceptions.includes(host));
  if (added.length > 0) process.env.no_grpc_proxy = [...exceptions, ...added].join(",");
}
