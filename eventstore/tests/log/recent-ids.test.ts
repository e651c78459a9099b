import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { EventLog } from "../../src/log/event-log.ts";
import type { ProposedEvent } from "../../src/log/events.ts";
import { append } from "../../src/log/streams/append.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function open(file = ":memory:"): Promise<EventLog> {
  const log = await EventLog.open(file);
  onTestFinished(() => log.close());
  return log;
}

function events(count: number): ProposedEvent[] {
  const [data, metadata] = [Buffer.from("{}"), Buffer.alloc(0)];
  return Array.from({ length: count }, () => ({
    id: randomBytes(16),
    type: "event",
    isJson: true,
    data,
    metadata,
  }));
}

/** Appends to a stream as ANY. @returns the revision of the stream's last event, which a repeated append does not change */
function appendTo(stream: string, proposed: readonly ProposedEvent[], log: EventLog): number | undefined {
  const result = log.transaction(() => append(log, { stream, expected: "any", events: proposed }));
  return result.kind === "appended" ? log.lastRevision(stream) : undefined;
}

test("an append is recognised by another process, and after a restart", async () => {
  const file = join(temporaryFolder(), "store.db");
  const [one, other] = [await open(file), await open(file)];
  const first = events(2);
  expect(appendTo("stream", first, one)).toBe(1);
  expect(appendTo("stream", first, other)).toBe(1);
  const second = events(2);
  expect(appendTo("stream", second, other)).toBe(3);
  expect(appendTo("stream", second, one)).toBe(3);
  expect(appendTo("stream", first, await open(file))).toBe(3);
});

test("an append whose transaction fails is not taken for a repeated one", async () => {
  const log = await open();
  const proposed = events(2);
  const failing = () =>
    log.transaction(() => {
      append(log, { stream: "stream", expected: "any", events: proposed });
      append(log, { stream: "stream", expected: "any", events: events(1) }); // has seen the two
      throw new Error("The disk is full.");
    });
  expect(failing).toThrow("full");
  const inTheirPlace = events(1);
  expect(appendTo("stream", inTheirPlace, log)).toBe(0);
  expect(appendTo("stream", proposed, log)).toBe(2);
  expect(appendTo("stream", proposed, log)).toBe(2);
  expect(appendTo("stream", inTheirPlace, log)).toBe(2);
});

test("an id stands for the stream in which it was used first, as on the server", async () => {
  const log = await open();
  const proposed = events(1);
  expect(appendTo("first", proposed, log)).toBe(0);
  expect(appendTo("second", proposed, log)).toBe(0);
  expect(appendTo("second", proposed, log)).toBe(1);
  expect(appendTo("first", proposed, log)).toBe(0);
});

test("the latest 50,000 events are remembered at least, also by a process that has seen none of them", async () => {
  const stream = randomUUID();
  const [file, fewer] = [join(temporaryFolder(), "store.db"), 49_998];
  const log = await open(file);
  const [early, late] = [events(1), events(1)];
  appendTo(stream, early, log);
  appendTo(stream, events(60_000), log);
  appendTo(stream, late, log);
  expect(appendTo(stream, events(fewer), log)).toBe(60_001 + fewer);
  expect(appendTo(stream, late, log)).toBe(60_001 + fewer);
  expect(appendTo(stream, early, log)).toBe(60_002 + fewer); // forgotten, as the server forgets
  expect(appendTo(stream, late, await open(file))).toBe(60_002 + fewer);
});
