import { randomUUID } from "node:crypto";
import {
  ANY,
  binaryEvent,
  DeadlineExceededError,
  EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { collect, errorOf, someEvents } from "./events.ts";
import { freshStream, type StoreUnderTest } from "./store-under-test.ts";

// With credentials the client opens a call for each append; without, it sends all appends through one.
const waysToAppend = [
  ["in a batch", {}],
  ["in a call of its own", { credentials: { username: "admin", password: "changeit" } }],
] as const;

export function appending(store: StoreUnderTest): void {
  describe("appending", () => {
    test.each(waysToAppend)("gives revision and position of the last event, %s", async (_, options) => {
      const stream = freshStream();
      const first = await store.client.appendToStream(stream, someEvents(3), options);
      const second = await store.client.appendToStream(stream, someEvents(1), options);
      expect(first).toMatchObject({ success: true, nextExpectedRevision: 2n });
      expect(second).toMatchObject({ success: true, nextExpectedRevision: 3n });
      const [last] = await collect(
        store.client.readStream(stream, { direction: "backwards", fromRevision: "end", maxCount: 1 }),
      );
      expect(last?.event?.position).toEqual(second.position);
      expect(second.position?.commit).toBeGreaterThan(first.position?.commit ?? 0n);
    });

    test.each(waysToAppend)("keeps JSON and binary data, metadata, ids and types, %s", async (_, options) => {
      const stream = freshStream();
      const json = jsonEvent({
        id: randomUUID(),
        type: "größer/$kleiner",
        data: { text: "Ünïcode 🙂", nested: [1, null, true] },
        metadata: { $causationId: "c" },
      });
      const binary = binaryEvent({ id: randomUUID(), type: "bytes", data: Buffer.from([0, 255, 128]) });
      const before = Date.now();
      await store.client.appendToStream(stream, [json, binary], options);
      const [first, second] = (await collect(store.client.readStream(stream))).map(({ event }) => event);
      expect(first).toMatchObject({
        streamId: stream,
        revision: 0n,
        id: json.id,
        type: json.type,
        isJson: true,
      });
      expect(first).toMatchObject({ data: json.data, metadata: json.metadata });
      expect(second).toMatchObject({ revision: 1n, id: binary.id, type: "bytes", isJson: false });
      expect(Buffer.from(second?.data as Uint8Array)).toEqual(Buffer.from([0, 255, 128]));
      expect(second?.metadata).toBeUndefined();
      // The clock of a remote server may differ a little from this one.
      expect(Math.abs((first?.created.getTime() ?? 0) - before)).toBeLessThan(60_000);
    });

    test.each([
      ["without hyphens", (id: string) => id.replaceAll("-", "")],
      ["in upper case", (id: string) => id.toUpperCase()],
      ["in braces", (id: string) => `{${id}}`],
    ])("takes an id %s, and gives it back in its usual form", async (_, written) => {
      const stream = freshStream();
      const id = randomUUID();
      await store.client.appendToStream(stream, jsonEvent({ id: written(id), type: "event", data: {} }));
      const [event] = await collect(store.client.readStream(stream));
      expect(event?.event?.id).toBe(id);
    });

    test.each(["a b/c?d=e&f#g%20", "名前 🎲", "$system-like", "x".repeat(500)])(
      "takes the stream name %s",
      async (name) => {
        const stream = `${name}-${randomUUID()}`;
        await store.client.appendToStream(stream, someEvents(1));
        const [event] = await collect(store.client.readStream(stream));
        expect(event?.event?.streamId).toBe(stream);
      },
    );

    test("that is past its deadline when it arrives stores nothing", async () => {
      const stream = freshStream();
      const error = await errorOf(store.client.appendToStream(stream, someEvents(1), { deadline: -1000 }));
      expect(error).toBeInstanceOf(DeadlineExceededError);
      expect(await errorOf(collect(store.client.readStream(stream)))).toBeInstanceOf(StreamNotFoundError);
    });

    test("takes an event of one mebibyte, all told, and no more", async () => {
      const stream = freshStream();
      const type = "large";
      const room = 1024 * 1024 - 2 * type.length;
      const largest = binaryEvent({ type, data: Buffer.alloc(room) });
      const tooLarge = binaryEvent({ type, data: Buffer.alloc(room + 1) });
      await store.client.appendToStream(stream, largest);
      const error = await errorOf(store.client.appendToStream(stream, tooLarge));
      expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
      expect(error).toMatchObject({ maxAppendSize: 1024 * 1024 });
      expect(await collect(store.client.readStream(stream))).toHaveLength(1);
    });
  });

  describe("expected revisions", () => {
    test.each([
      ["any", ANY],
      ["no stream", NO_STREAM],
    ] as const)("a new stream can be appended to expecting %s", async (_, expectedRevision) => {
      const result = await store.client.appendToStream(freshStream(), someEvents(1), { expectedRevision });
      expect(result.nextExpectedRevision).toBe(0n);
    });

    test.each([
      ["any", ANY],
      ["that it exists", STREAM_EXISTS],
      ["its last revision", 1n],
    ] as const)("a stream can be appended to expecting %s", async (_, expectedRevision) => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(2));
      const result = await store.client.appendToStream(stream, someEvents(1), { expectedRevision });
      expect(result.nextExpectedRevision).toBe(2n);
    });

    test.each(
      waysToAppend.flatMap(
        ([way, options]) =>
          [
            {
              way,
              options,
              revisions: 2,
              expectedRevision: NO_STREAM,
              expectedVersion: "no_stream",
              actualVersion: 1n,
            },
            { way, options, revisions: 2, expectedRevision: 0n, expectedVersion: 0n, actualVersion: 1n },
            { way, options, revisions: 2, expectedRevision: 5n, expectedVersion: 5n, actualVersion: 1n },
            {
              way,
              options,
              revisions: 0,
              expectedRevision: 0n,
              expectedVersion: 0n,
              actualVersion: "no_stream",
            },
            {
              way,
              options,
              revisions: 0,
              expectedRevision: STREAM_EXISTS,
              expectedVersion: "stream_exists",
              actualVersion: "no_stream",
            },
          ] as const,
      ),
    )("with $revisions events, expecting $expectedRevision is a conflict, $way", async (example) => {
      const stream = freshStream();
      if (example.revisions > 0) await store.client.appendToStream(stream, someEvents(example.revisions));
      const { expectedRevision, expectedVersion, actualVersion } = example;
      const error = await errorOf(
        store.client.appendToStream(stream, someEvents(1), { expectedRevision, ...example.options }),
      );
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ streamName: stream, expectedVersion, actualVersion });
    });

    test("a conflict can be had as a result instead of an error", async () => {
      const stream = freshStream();
      const separator = store.connectionString.includes("?") ? "&" : "?";
      const client = EventStoreDBClient.connectionString(
        `${store.connectionString}${separator}throwOnAppendFailure=false`,
      );
      try {
        await client.appendToStream(stream, someEvents(1));
        const result = await client.appendToStream(stream, someEvents(1), { expectedRevision: NO_STREAM });
        expect(result).toMatchObject({ success: false, position: undefined });
      } finally {
        await client.dispose();
      }
    });

    test("of many writers at one stream exactly one wins each revision", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(1));
      const attempts = await Promise.allSettled(
        someEvents(20).map((event) => store.client.appendToStream(stream, event, { expectedRevision: 0n })),
      );
      const losers = attempts.filter((attempt) => attempt.status === "rejected");
      expect(losers).toHaveLength(19);
      for (const { reason } of losers)
        expect(reason).toMatchObject({ expectedVersion: 0n, actualVersion: 1n });
      expect(await collect(store.client.readStream(stream))).toHaveLength(2);
    });
  });
}
