import { join } from "node:path";
import { jsonEvent } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { startEventStoreServer } from "../../src/server.ts";
import { Child } from "../processes/child.ts";
import { contentsOf, expectAllKept } from "../support/acknowledged.ts";
import { startStore } from "../support/running-store.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const APPENDS_EACH = 150;

// Both tests also measure time, which is longer on a busy computer.
const MEASURED = { retry: 2 };

test(
  "two processes on one new file lose nothing, detect conflicts, and both get their share",
  MEASURED,
  async () => {
    const file = join(temporaryFolder(), "new", "shared.db");
    const writers = ["ann", "bob"].map(
      (name) => new Child("eventstore/tests/processes/writer.ts", [file, name, "1"]),
    );
    await Promise.all(writers.map((writer) => writer.hasWritten(1)));
    for (const writer of writers) writer.tell("begin");
    const written = async (lines: number) => {
      await Promise.all(writers.map((writer) => writer.hasWritten(lines)));
      return writers.map((writer) => writer.lines.length);
    };
    const before = await written(50);
    const after = await written(Math.max(...before) + APPENDS_EACH);
    expect(await Promise.all(writers.map((writer) => writer.end()))).toEqual([0, 0]);

    const acknowledged = writers.flatMap((writer) => writer.lines.slice(1));
    const contents = await contentsOf(file);
    expectAllKept(contents, acknowledged);
    expect([...contents.values()].flat()).toHaveLength(acknowledged.length);
    // In the same time the faster one appended at most three times as much as the slower one.
    const shares = after.map((lines, writer) => lines - (before[writer] ?? 0));
    expect(Math.max(...shares)).toBeLessThan(3 * Math.min(...shares));
    const winners = writers.map((writer) => writer.lines.filter((line) => line.startsWith("shared ")).length);
    expect(Math.min(...winners)).toBeGreaterThan(0);
  },
);

test("a process that opens a file once more keeps its hold on it, and what it appends", async () => {
  const file = join(temporaryFolder(), "twice.db");
  const { client } = await startStore(file);
  await client.appendToStream("stream", jsonEvent({ type: "before", data: {} }));
  await (await startEventStoreServer({ file })).close();
  // The last process moves the write-ahead log into the file and deletes it. Another process must not believe to be the last.
  expect(await eventsSeenByAnother(file)).toEqual(["before"]);
  await client.appendToStream("stream", jsonEvent({ type: "after", data: {} }));
  expect(await eventsSeenByAnother(file)).toEqual(["before", "after"]);
});

async function eventsSeenByAnother(file: string): Promise<readonly string[]> {
  const reader = new Child("eventstore/tests/processes/reader.ts", [file]);
  expect(await reader.end()).toBe(0);
  return reader.lines;
}

test(
  "a subscription sees what another process appends, soon, in order, and all of it",
  MEASURED,
  async () => {
    const file = join(temporaryFolder(), "watched.db");
    const writer = new Child("eventstore/tests/processes/writer.ts", [file, "other", "1"]);
    const { client } = await startStore(file);
    await client.appendToStream("other-before", jsonEvent({ type: "here", data: {} }));
    const subscription = client.subscribeToAll();
    const seen: string[] = [];
    const delays: number[] = [];
    subscription.on("data", ({ event }) => {
      if (event?.type !== "written") return;
      seen.push(`${event.streamId} ${event.revision} ${event.id}`);
      delays.push(Date.now() - event.created.getTime());
    });
    await writer.hasWritten(1);
    writer.tell("begin");
    await writer.hasWritten(APPENDS_EACH);
    await writer.end();
    const written = writer.lines.slice(1);
    await expect.poll(() => seen.length, { timeout: 2_000 }).toBe(written.length);
    const ofStream = (stream: string, lines: string[]) =>
      lines.filter((line) => line.startsWith(`${stream} `));
    for (const stream of ["other-0", "shared"])
      expect(ofStream(stream, seen)).toEqual(ofStream(stream, written));
    const median = delays.toSorted((a, b) => a - b)[Math.floor(delays.length / 2)];
    expect(median).toBeLessThan(100);
    await subscription.unsubscribe();
  },
);
