import { randomBytes } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { EventLog } from "../../src/log/event-log.ts";
import { sizeOf } from "../../src/log/event-query.ts";
import type { RecordedEvent } from "../../src/log/events.ts";
import { LARGEST_PAGE, PageReader } from "../../src/log/pages.ts";

const KIBIBYTE = 1024;

/** Reads a log of events of these sizes. @returns the sizes in each page, and how many events were read from the log */
async function pagesOf(sizes: readonly number[]): Promise<{ pages: number[][]; looks: number }> {
  const log = await emptyLog();
  for (const [revision, size] of sizes.entries()) {
    const half = Buffer.alloc(size / 2);
    const rest = Buffer.alloc(size / 2 - "stream".length - "event".length);
    const event = { id: randomBytes(16), type: "event", isJson: false, data: half, metadata: rest };
    log.insert("stream", revision, event, 0);
  }
  const { pages, looks } = await pagesIn(log);
  return { pages: pages.map((page) => page.map(sizeOf)), looks };
}

async function emptyLog(): Promise<EventLog> {
  const log = await EventLog.open(":memory:");
  onTestFinished(() => log.close());
  return log;
}

async function pagesIn(log: EventLog): Promise<{ pages: RecordedEvent[][]; looks: number }> {
  let looks = 0;
  const reader = new PageReader((from, limit) => {
    const found = log.readAllForwards(from, limit);
    looks += found.length;
    return found;
  });
  const pages: RecordedEvent[][] = [];
  for (let from = 1; ; ) {
    const { events, isLast } = await reader.page(from);
    pages.push(events);
    if (isLast) return { pages, looks };
    from = (events.at(-1)?.position ?? 0) + 1;
  }
}

test("the first page is small, the others are as large as may be, and the last one says so", async () => {
  const { pages } = await pagesOf(Array(8 + 2 * LARGEST_PAGE + 1).fill(100));
  expect(pages.map((page) => page.length)).toEqual([8, LARGEST_PAGE, LARGEST_PAGE, 1]);
});

test("a page that is full is followed by one without events where there are no more", async () => {
  const { pages } = await pagesOf(Array(8).fill(100));
  expect(pages.map((page) => page.length)).toEqual([8, 0]);
});

test("events that are large together come in several pages, and all of them come", async () => {
  const sizes = [100, 200, 56, 57, 1, 255, 1, 1].map((size) => size * KIBIBYTE);
  const { pages } = await pagesOf(sizes);
  expect(pages.flat()).toEqual(sizes);
  for (const page of pages)
    expect(page.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(256 * KIBIBYTE);
});

test("what fits into a page to the last byte comes in one", async () => {
  const { pages } = await pagesOf([100, 156, 2].map((size) => size * KIBIBYTE));
  expect(pages.map((page) => page.length)).toEqual([2, 1]);
});

test("an event larger than a page has one to itself", async () => {
  const { pages } = await pagesOf([1, 1024, 1024, 1].map((size) => size * KIBIBYTE));
  expect(pages.filter((page) => page.length > 1)).toEqual([]);
  expect(pages.flat()).toHaveLength(4);
});

test("large events are not read again and again", async () => {
  const { looks } = await pagesOf(Array(100).fill(300 * KIBIBYTE));
  expect(looks).toBeLessThanOrEqual(2 * 100); // of each page one event more, to see that it does not fit
});

test("long names of streams and types count as part of a page, and come back as they were", async () => {
  const log = await emptyLog();
  const long = '\u0001\u{1f600}"'.repeat(25 * KIBIBYTE);
  const texts = [..."abcdef"].flatMap((letter) => [
    [`${letter}${long}`, letter] as const,
    [letter, letter] as const,
    [`short-${letter}`, `${long}${letter}`] as const,
  ]);
  for (const [stream, type] of texts) {
    const event = { id: randomBytes(16), type, isJson: false, data: Buffer.of(7), metadata: Buffer.alloc(0) };
    log.insert(stream, 0, event, 0);
  }
  const { pages } = await pagesIn(log);
  expect(pages.flat().map(({ stream, type }) => [stream, type])).toEqual(texts);
  for (const page of pages) {
    const texts = page.map(({ stream, type }) => stream + type).join("");
    expect(texts.length).toBeLessThanOrEqual(256 * KIBIBYTE);
  }
});
