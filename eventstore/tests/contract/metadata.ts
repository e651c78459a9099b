import { NO_STREAM, STREAM_EXISTS, WrongExpectedVersionError } from "@eventstore/db-client";
import { beforeAll, describe, expect, test } from "vitest";
import { collect, errorOf, numbersOf, someEvents } from "./events.ts";
import { freshStream, type StoreUnderTest } from "./store-under-test.ts";

export function metadata(store: StoreUnderTest): void {
  describe("stream metadata", () => {
    async function streamOfTen(
      metadata: Parameters<typeof store.client.setStreamMetadata>[1],
    ): Promise<string> {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(10));
      await store.client.setStreamMetadata(stream, metadata);
      return stream;
    }

    async function readBothWays(stream: string): Promise<[unknown[], unknown[]]> {
      const downwards = store.client.readStream(stream, { direction: "backwards", fromRevision: "end" });
      return [await numbersOf(store.client.readStream(stream)), (await numbersOf(downwards)).toReversed()];
    }

    test("is given back as it was set, the latest of it", async () => {
      const stream = freshStream();
      expect((await store.client.getStreamMetadata(stream)).metadata).toBeUndefined();
      await store.client.setStreamMetadata(stream, { maxCount: 5 });
      const metadata = { maxAge: 3600, cacheControl: 10, acl: { readRoles: ["$all"] }, own: { nested: [1] } };
      await store.client.setStreamMetadata(stream, metadata);
      expect(await store.client.getStreamMetadata(stream)).toMatchObject({ streamName: stream, metadata });
    });

    test("may come before the stream, which then counts as existing", async () => {
      const stream = freshStream();
      await store.client.setStreamMetadata(stream, { maxCount: 5 }, { expectedRevision: NO_STREAM });
      await store.client.appendToStream(stream, someEvents(1), { expectedRevision: STREAM_EXISTS });
      await store.client.appendToStream(freshStream(), someEvents(1), { expectedRevision: NO_STREAM });
    });

    test("has revisions of its own", async () => {
      const stream = freshStream();
      await store.client.setStreamMetadata(stream, { maxCount: 5 }, { expectedRevision: NO_STREAM });
      const conflict = store.client.setStreamMetadata(
        stream,
        { maxCount: 6 },
        { expectedRevision: NO_STREAM },
      );
      expect(await errorOf(conflict)).toBeInstanceOf(WrongExpectedVersionError);
      const result = await store.client.setStreamMetadata(stream, { maxCount: 6 }, { expectedRevision: 0n });
      expect(result.nextExpectedRevision).toBe(1n);
      // Of a metadata stream only the last event can be read.
      expect(await collect(store.client.readStream(`$$${stream}`))).toHaveLength(1);
    });

    test("maxCount leaves the last events readable", async () => {
      const stream = await streamOfTen({ maxCount: 3 });
      expect(await readBothWays(stream)).toEqual([
        [7, 8, 9],
        [7, 8, 9],
      ]);
      await store.client.appendToStream(stream, someEvents(1));
      expect(await numbersOf(store.client.readStream(stream))).toEqual([8, 9, 0]);
    });

    test("truncateBefore leaves the events from a revision on readable", async () => {
      const stream = await streamOfTen({ truncateBefore: 8 });
      expect(await readBothWays(stream)).toEqual([
        [8, 9],
        [8, 9],
      ]);
      expect(await numbersOf(store.client.readStream(stream, { fromRevision: 2n, maxCount: 1 }))).toEqual([
        8,
      ]);
    });

    test("truncateBefore beyond the end leaves an empty stream, not a missing one", async () => {
      const stream = await streamOfTen({ truncateBefore: 10 });
      expect(await readBothWays(stream)).toEqual([[], []]);
    });

    test("maxAge leaves young events readable", async () => {
      const stream = await streamOfTen({ maxAge: 3600 });
      expect(await readBothWays(stream)).toEqual([
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      ]);
    });

    test("of which one part makes no sense is ignored altogether", async () => {
      const stream = await streamOfTen({ maxCount: 3, $tb: "three" });
      expect(await numbersOf(store.client.readStream(stream))).toHaveLength(10);
    });

    test("of which a number is greater than there are is ignored altogether", async () => {
      const tooGreat = { maxCount: 3, truncateBefore: 2 ** 63 };
      const stream = await streamOfTen(tooGreat);
      expect(await numbersOf(store.client.readStream(stream))).toHaveLength(10);
    });

    test("brings a deleted stream back, empty", async () => {
      const stream = await streamOfTen({});
      await store.client.deleteStream(stream);
      await store.client.setStreamMetadata(stream, { own: "kept" });
      expect(await numbersOf(store.client.readStream(stream))).toEqual([]);
      expect(await store.client.getStreamMetadata(stream)).toMatchObject({
        metadata: { own: "kept", truncateBefore: 10 },
      });
    });
  });
}

/** Comes last: its events must be older than a second, the shortest $maxAge. */
export function expiringEvents(store: StoreUnderTest): void {
  const stream = freshStream();
  beforeAll(async () => {
    await store.client.setStreamMetadata(stream, { maxAge: 1 });
    await store.client.appendToStream(stream, someEvents(3));
  });

  test("maxAge makes old events unreadable, and the stream empty, not missing", async () => {
    const numbers = () => numbersOf(store.client.readStream(stream));
    await expect.poll(numbers, { timeout: 3000 }).toEqual([]);
    await store.client.appendToStream(stream, someEvents(1));
    expect(await numbers()).toEqual([0]);
    expect(
      await numbersOf(store.client.readStream(stream, { direction: "backwards", fromRevision: 9n })),
    ).toEqual([0]);
  });
}
