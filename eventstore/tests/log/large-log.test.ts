import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { jsonEvent, streamNameFilter } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { EventLog } from "../../src/log/event-log.ts";
import { append } from "../../src/log/streams/append.ts";
import { startStore } from "../support/running-store.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const STREAMS = 10_000;

test("ten thousand streams are as good as one", async () => {
  const file = join(temporaryFolder(), "large.db");
  const log = await EventLog.open(file);
  log.transaction(() => {
    for (let number = 0; number < STREAMS; number += 1) {
      const event = {
        id: randomBytes(16),
        type: "event",
        isJson: true,
        data: Buffer.from("{}"),
        metadata: Buffer.alloc(0),
      };
      append(log, { stream: `stream-${number}`, expected: "no_stream", events: [event] });
    }
  });
  const lastOfAll = BigInt(log.lastPosition());
  log.close();

  const { client } = await startStore(file);
  const appended: unknown[] = [];
  for (const number of [0, 4999, STREAMS - 1]) {
    const stream = `stream-${number}`;
    const { nextExpectedRevision, position } = await client.appendToStream(
      stream,
      jsonEvent({ type: "event", data: {} }),
    );
    expect(nextExpectedRevision).toBe(1n);
    appended.push(position?.commit);
    const revisions: unknown[] = [];
    for await (const { event } of client.readStream(stream)) revisions.push(event?.revision);
    expect(revisions).toEqual([0n, 1n]);
  }
  const subscription = client.subscribeToAll({ filter: streamNameFilter({ regex: `-${STREAMS - 1}$` }) });
  const found: unknown[] = [];
  subscription.on("data", ({ event }) => found.push([event?.revision, event?.position?.commit]));
  await new Promise((resolve) => subscription.once("caughtUp", resolve));
  expect(found).toEqual([
    [0n, lastOfAll],
    [1n, appended.at(-1)],
  ]);
  await subscription.unsubscribe();
});
