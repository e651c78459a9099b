import { join } from "node:path";
import { v4 as uuid } from "uuid";
import { expect, onTestFinished, test } from "vitest";
import { newFolder } from "../../../../tests/folders.ts";
import { UnreadableMessageError } from "../../contract/message.ts";
import { CHECKPOINTS_TABLE } from "../../database/checkpoints.ts";
import { openDatabase } from "../../database/open.ts";
import { connectEventStore } from "../../event-store/connect.ts";
import { eventStorePublisher, eventStoreSubscriber } from "../../messaging/event-store-channel.ts";
import { message } from "../world/tables.ts";

async function start() {
  const store = await connectEventStore(join(newFolder(), "events.db"));
  const database = await openDatabase("memory", [CHECKPOINTS_TABLE]);
  onTestFinished(async () => {
    await database.close();
    await store.close();
  });
  const publisher = eventStorePublisher(store, "told-");
  return { publisher, subscriber: eventStoreSubscriber(store, "told-", database) };
}

const about = (bookingId: string, sequence: number) => ({ ...message(bookingId, sequence), id: uuid() });

test("a message arrives as it was told, and once, however often it is published", async () => {
  const { publisher, subscriber } = await start();
  const first = { ...about("a", 0), data: { answer: "no" } };
  for (const next of [first, first, about("a", 1), about("b", 0), first]) await publisher.publish(next);
  const received: unknown[] = [];
  await subscriber.follow(async (message) => void received.push(message));
  expect(received[0]).toEqual({ ...first, time: expect.stringMatching(/^\d{4}-.*Z$/) });
  expect(received).toHaveLength(3);
  await subscriber.follow(async (message) => void received.push(message));
  expect(received).toHaveLength(3);
});

test("a message cannot overtake another one about the same booking", async () => {
  const { publisher } = await start();
  await expect(publisher.publish(about("a", 1))).rejects.toThrow(
    "stream told-a does not end where message 1 follows",
  );
  await publisher.publish(about("a", 0));
  await publisher.publish(about("a", 1));
});

test("a message whose work fails comes again, one that cannot be read does not", async () => {
  const { publisher, subscriber } = await start();
  for (const bookingId of ["a", "b", "c"]) await publisher.publish(about(bookingId, 0));
  const seen: string[] = [];
  const failing = subscriber.follow(async ({ bookingId }) => {
    seen.push(bookingId);
    if (bookingId === "a") throw new UnreadableMessageError("it is in Klingon");
    throw new Error("the database is down");
  });
  await expect(failing).rejects.toThrow("the database is down");
  await subscriber.follow(async ({ bookingId }) => void seen.push(bookingId));
  expect(seen).toEqual(["a", "b", "b", "c"]);
});
