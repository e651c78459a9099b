import { randomBytes } from "node:crypto";
import { join } from "node:path";
import {
  BACKWARDS,
  binaryEvent,
  END,
  jsonEvent,
  type ReadStreamOptions,
  type ResolvedEvent,
} from "@eventstore/db-client";
import { expect, onTestFinished, test, vi } from "vitest";
import { EventLog } from "../src/log/event-log.ts";
import type { RecordedEvent } from "../src/log/events.ts";
import { StreamBeginnings } from "../src/services/stream-beginnings.ts";
import { collect, numbersOf, someEvents } from "./contract/events.ts";
import { startStore } from "./support/running-store.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const STREAM = "stream";

type Events = readonly ResolvedEvent[];

const revisionOf = ({ event, link }: ResolvedEvent) => (link ?? event)?.revision;

/** Ways to read the stream from its first event on, and what must come of all its events. */
const WAYS: readonly (readonly [ReadStreamOptions, (events: Events) => Events])[] = [
  [{}, (events) => events],
  ...[1, 2, 3, 4, 5, 6].map(
    (maxCount) => [{ maxCount }, (events: Events) => events.slice(0, maxCount)] as const,
  ),
  [{ fromRevision: 1n }, (events) => events.filter((event) => revisionOf(event) !== 0n)],
  [
    { fromRevision: 0n, direction: BACKWARDS },
    (events) => events.filter((event) => revisionOf(event) === 0n),
  ],
  [{}, (events) => events],
];

/** Returns the events of a read, or the name of its error. */
function answerTo(read: AsyncIterable<ResolvedEvent>): Promise<Events | string> {
  return collect(read).catch((error: Error) => error.name);
}

/** Asks a store that has just been opened, backwards: then nothing is remembered. @returns the events in their order */
async function truthIn(file: string, resolveLinkTos: boolean): Promise<Events | string> {
  const { client } = await startStore(file);
  const options = { direction: BACKWARDS, fromRevision: END, resolveLinkTos } as const;
  const answer = await answerTo(client.readStream(STREAM, options));
  return typeof answer === "string" ? answer : answer.toReversed();
}

test("a stream that has been read before is answered as the file says, whatever happens to it", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const file = join(temporaryFolder(), "store.db");
  const { client } = await startStore(file);
  const { client: other } = await startStore(file);
  const aDay = 86_400;
  const happenings: readonly (readonly [string, () => unknown])[] = [
    ["it begins", () => client.appendToStream(STREAM, someEvents(3))],
    ["this store appends", () => client.appendToStream(STREAM, someEvents(1))],
    ["another store on the file appends", () => other.appendToStream(STREAM, someEvents(2))],
    ["it is truncated", () => other.setStreamMetadata(STREAM, { truncateBefore: 2 })],
    ["it is whole again", () => client.setStreamMetadata(STREAM, {})],
    ["only the last events count", () => other.setStreamMetadata(STREAM, { maxCount: 3 })],
    ["more events count than there are", () => other.setStreamMetadata(STREAM, { maxCount: 100 })],
    ["only events of one day count", () => client.setStreamMetadata(STREAM, { maxAge: aDay })],
    ["the day is over", () => vi.setSystemTime(Date.now() + 1000 * (aDay + 1))],
    ["it is deleted", () => other.deleteStream(STREAM)],
    ["it begins again", () => other.appendToStream(STREAM, someEvents(1, "begun-again"))],
    ["all its events come back", () => other.setStreamMetadata(STREAM, {})],
    ["an event appears that others may link to", () => client.appendToStream("target", someEvents(1))],
    ["a link is appended", () => client.appendToStream(STREAM, linkTo("target"))],
    ["it is tombstoned", () => other.tombstoneStream(STREAM)],
  ];
  for (const [happening, happen] of happenings) {
    await happen();
    for (const resolveLinkTos of [false, true]) {
      const truth = await truthIn(file, resolveLinkTos);
      const answers = WAYS.map(([way]) => answerTo(client.readStream(STREAM, { ...way, resolveLinkTos })));
      const expected = WAYS.map(([, part]) => (typeof truth === "string" ? truth : part(truth)));
      expect(await Promise.all(answers), happening).toEqual(expected);
    }
  }
});

/** Makes a link to the first event of a stream. */
function linkTo(stream: string) {
  return binaryEvent({ type: "$>", data: Buffer.from(`0@${stream}`) });
}

test("from the second read on, what has been sent of a stream is not read again; only new events are", async () => {
  const { client } = await startStore();
  const reads = vi.spyOn(EventLog.prototype, "readStreamForwards");
  onTestFinished(() => reads.mockRestore());
  const placesRead = async (maxCount?: number) => {
    reads.mockClear();
    await collect(client.readStream(STREAM, maxCount === undefined ? {} : { maxCount }));
    return reads.mock.calls.map(([{ from }]) => from);
  };
  await client.appendToStream(STREAM, someEvents(42));
  expect(await placesRead()).toEqual([0, 8]);
  expect(await placesRead()).toEqual([0, 8]);
  expect(await placesRead()).toEqual([]);
  await client.appendToStream(STREAM, someEvents(2));
  expect(await placesRead(42)).toEqual([]);
  expect(await placesRead()).toEqual([42]);
  expect(await placesRead()).toEqual([]);
});

test("readers at the same time each get every event once, and so do those after them", async () => {
  const { client } = await startStore();
  const numbers = Array.from({ length: 300 }, (_, number) => number);
  await client.appendToStream(STREAM, someEvents(300));
  for (let round = 0; round < 2; round++) {
    const readings = Array.from({ length: 20 }, () => numbersOf(client.readStream(STREAM)));
    for (const reading of await Promise.all(readings)) expect(reading).toEqual(numbers);
  }
});

test("a stream too large to be remembered is read as often as one likes", async () => {
  const { client } = await startStore();
  const events = Array.from({ length: 300 }, (_, number) =>
    jsonEvent({ type: "large", data: { number, text: "x".repeat(1000) } }),
  );
  await client.appendToStream(STREAM, events);
  const once = await collect(client.readStream(STREAM));
  expect(once).toHaveLength(300);
  for (let time = 0; time < 3; time++) expect(await collect(client.readStream(STREAM))).toEqual(once);
});

/** Makes an event, of which only the revision matters here. */
function eventAt(revision: number): RecordedEvent {
  const [id, data, metadata] = [randomBytes(16), Buffer.of(1), Buffer.alloc(0)];
  return {
    position: 0,
    stream: STREAM,
    revision,
    id,
    type: "event",
    isJson: true,
    created: 0,
    data,
    metadata,
  };
}

test("no more than 8 MiB are remembered, of the streams that were used last", () => {
  const beginnings = new StreamBeginnings();
  const names = Array.from({ length: 1000 }, (_, number) => `stream-${number}`);
  for (const name of names) {
    beginnings.of(name, false);
    for (let revision = 0; revision < 10; revision++) {
      beginnings.add(name, false, [eventAt(revision)], [Buffer.alloc(10_000)]);
    }
    expect(beginnings.of("stream-0", false)?.events).toBe(6); // six fit into 64 KiB, and each look keeps it in use
  }
  const known = names.slice(1, -127).filter((name) => beginnings.of(name, false));
  expect(known).toEqual([]);
});

test("127 others may be read before a stream is forgotten, and it is not remembered by a very long name", () => {
  const beginnings = new StreamBeginnings();
  const readOthers = (count: number) => {
    for (let other = 0; other < count; other++) beginnings.of(`other-${other}`, false);
  };
  expect(beginnings.of(STREAM, false)).toBeUndefined();
  readOthers(127);
  expect(beginnings.of(STREAM, false)).toEqual({ events: 0, bytes: Buffer.alloc(0) });
  readOthers(128);
  expect(beginnings.of(STREAM, false)).toBeUndefined();
  const long = "x".repeat(1001);
  expect([beginnings.of(long, false), beginnings.of(long, false)]).toEqual([undefined, undefined]);
});

test("events that do not follow on those that are known are not remembered, nor are ids in another form", () => {
  const beginnings = new StreamBeginnings();
  beginnings.of(STREAM, false);
  const add = (revision: number, text: string) =>
    beginnings.add(STREAM, false, [eventAt(revision)], [Buffer.from(text)]);
  add(1, "too early");
  add(0, "first ");
  add(0, "first again");
  add(1, "second");
  expect(beginnings.of(STREAM, false)).toEqual({ events: 2, bytes: Buffer.from("first second") });
  expect(beginnings.of(STREAM, true)).toBeUndefined();
});
