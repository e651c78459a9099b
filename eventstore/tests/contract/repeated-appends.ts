import { ANY, NO_STREAM, STREAM_EXISTS, WrongExpectedVersionError } from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { collect, errorOf, numbersOf, someEvents } from "./events.ts";
import { freshStream, type StoreUnderTest } from "./store-under-test.ts";

export function repeatingAppends(store: StoreUnderTest): void {
  describe("repeated appends", () => {
    test.each([
      ["any", ANY],
      ["no stream", NO_STREAM],
    ] as const)("are stored once and give the same answer, expecting %s", async (_, expectedRevision) => {
      const stream = freshStream();
      const events = someEvents(3);
      const first = await store.client.appendToStream(stream, events, { expectedRevision });
      await store.client.appendToStream(stream, someEvents(1));
      const again = await store.client.appendToStream(stream, events, { expectedRevision });
      expect(again).toEqual(first);
      expect(await collect(store.client.readStream(stream))).toHaveLength(4);
    });

    test("are recognised at an exact revision", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(2));
      const events = someEvents(2);
      const first = await store.client.appendToStream(stream, events, { expectedRevision: 1n });
      expect(await store.client.appendToStream(stream, events, { expectedRevision: 1n })).toEqual(first);
      expect(await collect(store.client.readStream(stream))).toHaveLength(4);
    });

    test.each([
      ["any", ANY],
      ["that the stream exists", STREAM_EXISTS],
      ["no stream", NO_STREAM],
    ] as const)(
      "known events followed by new ones are a conflict, expecting %s",
      async (_, expectedRevision) => {
        const stream = freshStream();
        const known = someEvents(1);
        await store.client.appendToStream(stream, known);
        const error = await errorOf(
          store.client.appendToStream(stream, [...known, ...someEvents(1)], { expectedRevision }),
        );
        expect(error).toBeInstanceOf(WrongExpectedVersionError);
        expect(await collect(store.client.readStream(stream))).toHaveLength(1);
      },
    );

    test("an id used again at another revision is a new event", async () => {
      const stream = freshStream();
      const event = someEvents(1);
      await store.client.appendToStream(stream, event, { expectedRevision: NO_STREAM });
      const result = await store.client.appendToStream(stream, event, { expectedRevision: 0n });
      expect(result.nextExpectedRevision).toBe(1n);
    });

    test("an id that was used twice stands for the first event", async () => {
      const stream = freshStream();
      const event = someEvents(1);
      const first = await store.client.appendToStream(stream, event, { expectedRevision: NO_STREAM });
      await store.client.appendToStream(stream, event, { expectedRevision: 0n });
      expect(await store.client.appendToStream(stream, event)).toEqual(first);
    });

    test("of what cannot be read any more say nothing of a position", async () => {
      const stream = freshStream();
      const events = someEvents(2);
      await store.client.appendToStream(stream, events);
      await store.client.setStreamMetadata(stream, { truncateBefore: 2 });
      expect(await store.client.appendToStream(stream, events)).toMatchObject({
        success: true,
        nextExpectedRevision: 1n,
        position: undefined,
      });
    });

    test("an id used in another stream is a new event", async () => {
      const event = someEvents(1);
      await store.client.appendToStream(freshStream(), event);
      const other = freshStream();
      await store.client.appendToStream(other, event);
      expect(await numbersOf(store.client.readStream(other))).toEqual([0]);
    });

    test("events of which only the first is known at an exact revision are a conflict", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(1));
      const known = someEvents(1);
      await store.client.appendToStream(stream, known, { expectedRevision: 0n });
      const error = await errorOf(
        store.client.appendToStream(stream, [...known, ...someEvents(1)], { expectedRevision: 0n }),
      );
      expect(error).toMatchObject({ expectedVersion: 0n, actualVersion: 1n });
    });
  });
}
