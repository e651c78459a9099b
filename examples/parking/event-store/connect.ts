import { resolve } from "node:path";
import { EventStoreDBClient } from "@eventstore/db-client";
import { logVerbosity, setLogVerbosity } from "@grpc/grpc-js";

/** A connection to an event store. */
export interface EventStore {
  readonly client: EventStoreDBClient;
  /** Where it is, safe to print. */
  readonly address: string;
  /** How other programs reach it, also where it is in a file or in the memory of this one. */
  readonly connectionString: string;
  /** Without this the process does not end. */
  close(): Promise<void>;
}

const SERVER = /^(esdb|kurrentdb)(\+discover)?:\/\//;

/** @returns whether `connectEventStore` understands the address. */
export function isEventStoreAddress(address: string): boolean {
  if (!SERVER.test(address)) return address.trim() !== "" && !/:\/\/|^(esdb|kurrentdb|:)/.test(address);
  try {
    void clientFor(address).dispose();
    return true;
  } catch {
    return false;
  }
}

/**
 * Connects to an event store.
 *
 * @param address "esdb://…" or "kurrentdb://…" for a server, "memory", or the path of a file for the embedded store.
 * @throws EventStoreFileError of embedded-eventstore if the file cannot be used.
 */
export async function connectEventStore(address: string): Promise<EventStore> {
  setLogVerbosity(logVerbosity.NONE); // this program reports every failure itself
  if (SERVER.test(address)) {
    const client = clientFor(address);
    const safe = address.replace(/\/\/[^@/]*@/, "//").replace(/\?.*$/s, "");
    return { client, address: safe, connectionString: address, close: () => client.dispose() };
  }
  const { startEventStoreServer } = await import("embedded-eventstore");
  const file = address === "memory" ? ":memory:" : resolve(address);
  const server = await startEventStoreServer({ file });
  const client = clientFor(server.connectionString);
  return {
    client,
    address,
    connectionString: server.connectionString,
    async close() {
      await client.dispose();
      await server.close();
    },
  };
}

function clientFor(address: string): EventStoreDBClient {
  const connectionString = address.replace(/^kurrentdb/, "esdb");
  return EventStoreDBClient.connectionString(connectionString);
}
