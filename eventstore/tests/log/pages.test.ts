import { randomBytes } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { EventLog } from "../../src/log/event-log.ts";
import { FIRST_PAGE, LARGEST_PAGE, PageReader } from "../../src/log/pages.ts";

const KIBIBYTE = 1024;

/** Reads a log of events of these sizes. @returns the sizes in each page, and how many events were read from the log */
async function pagesOf(sizes: readonly number[]): Promise<{ pages: number[][]; looks: number }> {
  const log = await EventLog.open(":memory:");
  onTestFinished(() => log.close());
  for (const [revision, size] of sizes.entries()) {
    const half = Buffer.alloc(size / 2);
    const event = { id: randomBytes(16), type: "event", isJson: false, data: half, metadata: half };
    log.insert("stream", revision, event, 0);
  }
  let looks = 0;
  const reader = new PageReader((from, limit) => {
    const found = log.readAllForwards(from, limit);
    looks += found.length;
    return found;
  });
  const pages: number[][] = [];
  for (let from = 1; ; ) {
    const { events, isLast } = await reader.page(from);
    pages.push(events.map(({ data, metadata }) => data.length + metadata.length));
    if (isLast) return { pages, looks };
    from = (events.at(-1)?.position ?? 0) + 1;
  }
}

test("pages of small events grow as far as may be, and the last one says so", async () => {
  const { pages } = await pagesOf(Array(3 * FIRST_PAGE + 2 * LARGEST_PAGE + 1).fill(100));
  const full = [FIRST_PAGE, 2 * FIRST_PAGE, LARGEST_PAGE, LARGEST_PAGE];
  expect(pages.map((page) => page.length)).toEqual([...full, 1]);
});

test("a page that is full is followed by one without events where there are no more", async () => {
  const { pages } = await pagesOf(Array(FIRST_PAGE).fill(100));
  expect(pages.map((page) => page.length)).toEqual([FIRST_PAGE, 0]);
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
