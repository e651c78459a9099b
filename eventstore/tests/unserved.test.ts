import {
  EventStoreDBClient,
  jsonEvent,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from "@eventstore/db-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EventStoreServer, startEventStoreServer } from "../src/server.ts";

let server: EventStoreServer;
let client: EventStoreDBClient;
beforeAll(async () => {
  server = await startEventStoreServer({ file: ":memory:" });
  client = EventStoreDBClient.connectionString(server.connectionString);
});
afterAll(async () => {
  await client.dispose();
  await server.close();
});

const settings = () => persistentSubscriptionToStreamSettingsFromDefaults();
const subscribed = () =>
  new Promise((resolve, reject) => {
    client.subscribeToPersistentSubscriptionToStream("s", "g").once("error", reject).once("data", resolve);
  });

test.each<[string, string, () => Promise<unknown>]>([
  [
    "createPersistentSubscriptionToStream",
    "subscribeToStream",
    () => client.createPersistentSubscriptionToStream("s", "g", settings()),
  ],
  [
    "createPersistentSubscriptionToAll",
    "subscribeToAll",
    () => client.createPersistentSubscriptionToAll("g", persistentSubscriptionToAllSettingsFromDefaults()),
  ],
  ["subscribeToPersistentSubscriptionToStream", "subscribeToStream", subscribed],
  ["listAllPersistentSubscriptions", "subscribeToStream", () => client.listAllPersistentSubscriptions()],
  [
    "getPersistentSubscriptionToStreamInfo",
    "subscribeToStream",
    () => client.getPersistentSubscriptionToStreamInfo("s", "g"),
  ],
  ["replayParkedMessagesToStream", "subscribeToStream", () => client.replayParkedMessagesToStream("s", "g")],
  [
    "restartPersistentSubscriptionSubsystem",
    "subscribeToStream",
    () => client.restartPersistentSubscriptionSubsystem(),
  ],
  ["createProjection", "fold the events", () => client.createProjection("p", "fromAll()")],
  ["listProjections", "fold the events", () => client.listProjections()],
  ["getProjectionResult", "fold the events", () => client.getProjectionResult("p")],
])("%s is refused with a sentence that says what to use", async (_, instead, call) => {
  const error = await call().then(
    () => "no error",
    (error: unknown) => error,
  );
  expect(String((error as Error).message)).toContain("UNIMPLEMENTED: The embedded event store");
  expect(String((error as Error).message)).toContain(instead);
  expect(String((error as Error).message)).toContain("connect to EventStoreDB");
});

test("the store works on after that", async () => {
  expect((await client.appendToStream("stream", jsonEvent({ type: "event", data: {} }))).success).toBe(true);
});
