import { randomUUID } from "node:crypto";
import { EventStoreDBClient } from "@eventstore/db-client";
import { afterAll, beforeAll } from "vitest";
import type { StartedStore } from "./stores.ts";

/** The store of a contract test, for use while a test runs. It may already contain other events. */
export interface StoreUnderTest {
  /** throws if an append conflicts, which is the client's default */
  readonly client: EventStoreDBClient;
  /** for a client with other options, which the test disposes of */
  readonly connectionString: string;
}

/** Starts a store before the tests of the current group, and stops it after them. */
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

/** Returns a stream name that no other test or run uses. */
export function freshStream(prefix = "contract"): string {
  return `${prefix}-${randomUUID()}`;
}
