import {
  ANY,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { collect, errorOf, someEvents } from "./events.ts";
import { freshStream, type StoreUnderTest } from "./store-under-test.ts";

export function deleting(store: StoreUnderTest): void {
  describe("deleting a stream", () => {
    async function streamWith(events: number): Promise<string> {
      const stream = freshStream("deleted");
      await store.client.appendToStream(stream, someEvents(events));
      return stream;
    }

    test.each([
      ["any", ANY],
      ["its last revision", 2n],
    ] as const)("makes it missing, expecting %s", async (_, expectedRevision) => {
      const stream = await streamWith(3);
      const { position } = await store.client.deleteStream(stream, { expectedRevision });
      expect(position?.commit).toBeGreaterThan(0n);
      for (const direction of ["forwards", "backwards"] as const) {
        const read = collect(store.client.readStream(stream, { direction, fromRevision: 0n }));
        expect(await errorOf(read)).toBeInstanceOf(StreamNotFoundError);
      }
    });

    test.each([
      ["another revision", 3, 1n, 1n, 2n],
      ["no stream", 3, NO_STREAM, -1n, 2n],
    ] as const)(
      "expecting %s is a conflict",
      async (_, events, expectedRevision, expectedVersion, actualVersion) => {
        const stream = await streamWith(events);
        const error = await errorOf(store.client.deleteStream(stream, { expectedRevision }));
        expect(error).toBeInstanceOf(WrongExpectedVersionError);
        expect(error).toMatchObject({ streamName: stream, expectedVersion, actualVersion });
      },
    );

    test("that never existed is a conflict", async () => {
      for (const expectedRevision of [ANY, NO_STREAM] as const) {
        const error = await errorOf(store.client.deleteStream(freshStream(), { expectedRevision }));
        expect(error).toBeInstanceOf(WrongExpectedVersionError);
      }
    });

    test("that exists by its metadata alone is possible", async () => {
      const stream = freshStream();
      await store.client.setStreamMetadata(stream, { cacheControl: 10 });
      await store.client.deleteStream(stream, { expectedRevision: NO_STREAM });
    });

    test.each([
      ["any", ANY],
      ["no stream", NO_STREAM],
    ] as const)("can be done twice, expecting %s", async (_, expectedRevision) => {
      const stream = await streamWith(1);
      await store.client.deleteStream(stream);
      const { position } = await store.client.deleteStream(stream, { expectedRevision });
      expect(position?.commit).toBeGreaterThan(0n);
    });

    test.each([
      ["any", ANY],
      ["no stream", NO_STREAM],
      ["its last revision", 2n],
    ] as const)("lets it begin again with the next revision, expecting %s", async (_, expectedRevision) => {
      const stream = await streamWith(3);
      await store.client.deleteStream(stream);
      const again = await store.client.appendToStream(stream, someEvents(2), { expectedRevision });
      expect(again.nextExpectedRevision).toBe(4n);
      const upwards = await collect(store.client.readStream(stream));
      expect(upwards.map(({ event }) => event?.revision)).toEqual([3n, 4n]);
      const downwards = await collect(
        store.client.readStream(stream, { direction: "backwards", fromRevision: "end" }),
      );
      expect(downwards.map(({ event }) => event?.revision)).toEqual([4n, 3n]);
      expect(await store.client.getStreamMetadata(stream)).toMatchObject({ metadata: { truncateBefore: 3 } });
    });

    test("whose deletion is not expected is an error of its own", async () => {
      const stream = await streamWith(3);
      await store.client.deleteStream(stream);
      const error = await errorOf(
        store.client.appendToStream(stream, someEvents(1), { expectedRevision: STREAM_EXISTS }),
      );
      expect(error).toBeInstanceOf(StreamDeletedError);
      expect(error).toMatchObject({ streamName: stream });
    });

    test("does not let it begin again at a revision that is not its last", async () => {
      const stream = await streamWith(3);
      await store.client.deleteStream(stream);
      const error = await errorOf(
        store.client.appendToStream(stream, someEvents(1), { expectedRevision: 0n }),
      );
      expect(error).toMatchObject({ expectedVersion: 0n, actualVersion: 2n });
    });

    test("does not let events follow of which the first is there already", async () => {
      const stream = freshStream("deleted");
      const known = someEvents(1);
      await store.client.appendToStream(stream, known);
      await store.client.deleteStream(stream);
      const events = [...known, ...someEvents(1)];
      const error = await errorOf(
        store.client.appendToStream(stream, events, { expectedRevision: NO_STREAM }),
      );
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
    });

    test("keeps its events in $all", async () => {
      const stream = freshStream();
      const { position } = await store.client.appendToStream(stream, someEvents(1));
      await store.client.deleteStream(stream);
      const [event] = await collect(
        store.client.readAll({ ...(position && { fromPosition: position }), maxCount: 1 }),
      );
      expect(event?.event?.streamId).toBe(stream);
    });
  });

  describe("deleting a stream for good", () => {
    test.each([
      ["any", ANY],
      ["its last revision", 1n],
    ] as const)("makes everything an error, expecting %s", async (_, expectedRevision) => {
      const stream = freshStream("tombstoned");
      await store.client.appendToStream(stream, someEvents(2));
      const { position } = await store.client.tombstoneStream(stream, { expectedRevision });
      expect(position?.commit).toBeGreaterThan(0n);
      const attempts = [
        () => store.client.appendToStream(stream, someEvents(1)),
        () => store.client.appendToStream(stream, someEvents(1), { expectedRevision: NO_STREAM }),
        () => store.client.deleteStream(stream),
        () => store.client.tombstoneStream(stream),
        () => store.client.setStreamMetadata(stream, { maxCount: 1 }),
        () => store.client.getStreamMetadata(stream),
        () => collect(store.client.readStream(stream)),
        () => collect(store.client.readStream(stream, { direction: "backwards", fromRevision: "end" })),
      ];
      for (const attempt of attempts) {
        const error = await errorOf(attempt());
        expect(error).toBeInstanceOf(StreamDeletedError);
        expect((error as StreamDeletedError).streamName).toContain(stream);
      }
    });

    test("is possible before it exists", async () => {
      const stream = freshStream("tombstoned");
      await store.client.tombstoneStream(stream, { expectedRevision: NO_STREAM });
      expect(await errorOf(store.client.appendToStream(stream, someEvents(1)))).toBeInstanceOf(
        StreamDeletedError,
      );
    });

    test("is possible after it has been deleted", async () => {
      const stream = freshStream("tombstoned");
      await store.client.appendToStream(stream, someEvents(1));
      await store.client.deleteStream(stream);
      await store.client.tombstoneStream(stream);
      expect(await errorOf(collect(store.client.readStream(stream)))).toBeInstanceOf(StreamDeletedError);
    });

    test("expecting another revision is a conflict", async () => {
      const stream = freshStream("tombstoned");
      await store.client.appendToStream(stream, someEvents(2));
      const error = await errorOf(store.client.tombstoneStream(stream, { expectedRevision: 0n }));
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
      expect(error).toMatchObject({ streamName: stream, expectedVersion: 0n, actualVersion: 1n });
    });

    test("expecting the greatest number there is expects no stream", async () => {
      const expectedRevision = 2n ** 64n - 1n;
      await store.client.tombstoneStream(freshStream("tombstoned"), { expectedRevision });
      const stream = freshStream("tombstoned");
      await store.client.appendToStream(stream, someEvents(1));
      const error = await errorOf(store.client.tombstoneStream(stream, { expectedRevision }));
      expect(error).toMatchObject({ expectedVersion: -1n, actualVersion: 0n });
    });

    test("leaves metadata that it had to be set, at the right revision, and none to be begun", async () => {
      const stream = freshStream("tombstoned");
      await store.client.setStreamMetadata(stream, { maxCount: 2 });
      await store.client.tombstoneStream(stream);
      const set = (name: string, expectedRevision: typeof ANY | bigint) =>
        store.client.setStreamMetadata(name, { maxCount: 3 }, { expectedRevision });
      expect(await errorOf(set(stream, 5n))).toBeInstanceOf(WrongExpectedVersionError);
      expect(await set(stream, 0n)).toMatchObject({ success: true, nextExpectedRevision: 1n });
      expect(await set(stream, ANY)).toMatchObject({ success: true, nextExpectedRevision: 2n });
      const bare = freshStream("tombstoned");
      await store.client.tombstoneStream(bare);
      expect(await errorOf(set(bare, ANY))).toBeInstanceOf(StreamDeletedError);
    });

    test("shows in $all as the server's own event", async () => {
      const stream = freshStream("tombstoned");
      const { position } = await store.client.tombstoneStream(stream);
      const [event] = await collect(
        store.client.readAll({ ...(position && { fromPosition: position }), maxCount: 1 }),
      );
      expect(event?.event).toMatchObject({
        streamId: stream,
        type: "$streamDeleted",
        isJson: false,
        revision: 2n ** 63n - 1n,
      });
    });
  });
}
