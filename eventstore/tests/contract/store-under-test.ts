import { randomUUID } from "node:crypto";
import { EventStoreDBClient } from "@eventstore/db-client";
import { afterAll, beforeAll } from "vitest";
import type { StartedStore } from "./stores.ts";

/** What a contract test is given; to be used while a test runs. It may rely on nothing that was in the store before. */
export interface StoreUnderTest {
  /** throws on a conflict, as it does by default */
  readonly client: EventStoreDBClient;
  /** for a client with options of its own, to be disposed by the test */
  readonly connectionString: string;
}

/** Starts a store before the tests of the present group, and stops it after them. */
export function storeUnderTest(start: () => Promise<StartedStore>): StoreUnderTest {
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
  return {
    get client() {
      return client;
    },
    get connectionString() {
      return started.connectionString;
    },
  };
}

/** A stream name that no other test, and no other run, has used. */
export function freshStream(prefix = "contract"): string {
  return `${prefix}-${randomUUID()}`;
}
