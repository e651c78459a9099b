import { EventStoreDBClient } from "@eventstore/db-client";
import { onTestFinished } from "vitest";
import { type EventStoreServer, startEventStoreServer } from "../../src/server.ts";

/** An event store and a client of it, for one test. */
interface RunningStore {
  readonly server: EventStoreServer;
  readonly client: EventStoreDBClient;
}

/** @param file path of the store's file, or ":memory:" */
export async function startStore(file = ":memory:"): Promise<RunningStore> {
  const server = await startEventStoreServer({ file });
  const client = EventStoreDBClient.connectionString(server.connectionString);
  onTestFinished(async () => {
    await client.dispose();
    await server.close();
  });
  return { server, client };
}
