import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventStoreDBClient } from "@eventstore/db-client";
import { afterAll, beforeAll, describe } from "vitest";
import { startEventStoreServer } from "../../../eventstore/server.ts";

interface StartedStore {
  readonly connectionString: string;
  stop(): Promise<void>;
}

/** The stores that must all give the same answers: the embedded ones, and a real server where there is one. */
const stores: ReadonlyArray<readonly [name: string, start: () => Promise<StartedStore>]> = [
  ["embedded, in memory", startInMemory],
  ["embedded, on a file", startOnFile],
  ...realServer(),
];

async function startInMemory(): Promise<StartedStore> {
  const server = await startEventStoreServer({ file: ":memory:" });
  return { connectionString: server.connectionString, stop: () => server.close() };
}

async function startOnFile(): Promise<StartedStore> {
  const folder = await mkdtemp(join(tmpdir(), "eventstore-"));
  const server = await startEventStoreServer({ file: join(folder, "contract.db") });
  return {
    connectionString: server.connectionString,
    stop: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function realServer(): typeof stores {
  const connectionString = process.env.EVENTSTOREDB_URI;
  if (!connectionString) return [];
  return [["server at EVENTSTOREDB_URI", async () => ({ connectionString, stop: async () => {} })]];
}

/** What a contract test is given. It may rely on nothing that was in the store before. */
export interface StoreUnderTest {
  /** throws on a conflict, as it does by default */
  readonly client: EventStoreDBClient;
  /** for a client with options of its own, to be disposed by the test */
  readonly connectionString: string;
}

/**
 * Runs the same tests against every store.
 *
 * @param tests declares them; what it is given is there only while a test runs
 */
export function describeEveryStore(subject: string, tests: (store: StoreUnderTest) => void): void {
  describe.each(stores)(`${subject} (%s)`, (_name, start) => {
    let started: StartedStore;
    let client: EventStoreDBClient;
    beforeAll(async () => {
      started = await start();
      client = EventStoreDBClient.connectionString(started.connectionString);
    });
    afterAll(async () => {
      await client.dispose();
      await started.stop();
    });
    tests({
      get client() {
        return client;
      },
      get connectionString() {
        return started.connectionString;
      },
    });
  });
}

/** A stream name that no other test, and no other run, has used. */
export function freshStream(prefix = "contract"): string {
  return `${prefix}-${randomUUID()}`;
}
