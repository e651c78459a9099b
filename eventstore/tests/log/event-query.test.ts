import { randomBytes } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { EventLog } from "../../src/log/event-log.ts";

/** Appends events with this data and metadata, and reads them. */
async function readAgain(parts: ReadonlyArray<readonly [data: Buffer, metadata: Buffer]>) {
  const log = await EventLog.open(":memory:");
  onTestFinished(() => log.close());
  const events = parts.map(([data, metadata]) => {
    return { id: randomBytes(16), type: "event", isJson: false, data, metadata };
  });
  log.insertAll("stream", 0, events, 0);
  const read = log.readAllForwards(0, 100);
  expect(read.map(({ id, data, metadata }) => [id, data, metadata])).toEqual(
    events.map(({ id, data, metadata }) => [id, data, metadata]),
  );
  expect(read.map(({ revision }) => revision)).toEqual(events.map((_, revision) => revision));
  return read;
}

test("bytes of any kind come back as they were, from events that are read together", async () => {
  const parts = [Buffer.alloc(0), Buffer.alloc(3), Buffer.from([0xff, 0, 0xc3]), randomBytes(1000)];
  await readAgain(parts.flatMap((data) => parts.map((metadata) => [data, metadata] as const)));
});

test("an event that is read with large ones does not keep them in memory", async () => {
  const large = Buffer.alloc(200_000, "x");
  const read = await readAgain([large, Buffer.from("small"), large].map((data) => [data, Buffer.alloc(0)]));
  expect(read[1]?.data.buffer.byteLength).toBeLessThan(large.length);
});

test("events whose stream has a name of megabytes can be read: libsql ends the process for a text of 512 MiB", async () => {
  const log = await EventLog.open(":memory:");
  onTestFinished(() => log.close());
  const stream = "\u0001".repeat(16 * 1024 * 1024); // in JSON, each of these characters takes six bytes
  const events = Array.from({ length: 6 }, () => {
    return {
      id: randomBytes(16),
      type: "event",
      isJson: false,
      data: Buffer.of(7),
      metadata: Buffer.alloc(0),
    };
  });
  log.insertAll(stream, 0, events, 0);
  const read = log.readAllForwards(0, events.length);
  expect(read.map((event) => event.stream === stream)).toEqual([true, true]);
});
