import { END, START, StreamNotFoundError } from "@eventstore/db-client";
import { beforeAll, describe, expect, test } from "vitest";
import { collect, errorOf, numbersOf, someEvents } from "./events.ts";
import { freshStream, type StoreUnderTest } from "./store-under-test.ts";

export function readingStreams(store: StoreUnderTest): void {
  describe("reading a stream", () => {
    const stream = freshStream();
    // More than one page.
    const upwards = Array.from({ length: 100 }, (_, number) => number);
    const downwards = upwards.toReversed();
    beforeAll(async () => {
      await store.client.appendToStream(stream, someEvents(100));
    });

    test.each([
      ["all of it", {}, upwards],
      ["from the start", { fromRevision: START }, upwards],
      ["from a revision on", { fromRevision: 90n }, upwards.slice(90)],
      ["from beyond the end", { fromRevision: 100n }, []],
      ["so many events", { maxCount: 33 }, upwards.slice(0, 33)],
      ["so many events from a revision on", { fromRevision: 50n, maxCount: 32 }, upwards.slice(50, 82)],
    ] as const)("upwards gives %s", async (_, options, expected) => {
      expect(await numbersOf(store.client.readStream(stream, options))).toEqual(expected);
    });

    test.each([
      ["all of it from the end", { fromRevision: END }, downwards],
      ["what lies before a revision, and that one too", { fromRevision: 9n }, downwards.slice(90)],
      ["all of it from beyond the end", { fromRevision: 1000n }, downwards],
      ["the first event from the start", { fromRevision: START }, [0]],
      ["so many events", { fromRevision: END, maxCount: 33 }, downwards.slice(0, 33)],
    ] as const)("downwards gives %s", async (_, options, expected) => {
      expect(
        await numbersOf(store.client.readStream(stream, { direction: "backwards", ...options })),
      ).toEqual(expected);
    });

    test("gives the position of each event, in ascending order", async () => {
      const events = await collect(store.client.readStream(stream, { maxCount: 10 }));
      const positions = events.map(({ event }) => event?.position?.commit ?? -1n);
      expect(positions).toEqual(positions.toSorted((a, b) => Number(a - b)));
      expect(new Set(positions).size).toBe(10);
    });

    test("asked to resolve links leaves what is no link as it is", async () => {
      const events = await collect(store.client.readStream(stream, { resolveLinkTos: true, maxCount: 5 }));
      expect(events).toEqual(await collect(store.client.readStream(stream, { maxCount: 5 })));
      expect(events.map(({ link }) => link)).toEqual(Array(5).fill(undefined));
    });

    test("downwards from the greatest number there is begins at its end", async () => {
      const fromRevision = 2n ** 64n - 1n;
      const events = store.client.readStream(stream, { direction: "backwards", fromRevision, maxCount: 3 });
      expect(await numbersOf(events)).toEqual([99, 98, 97]);
    });

    test("upwards from its end is an error", async () => {
      const error = await errorOf(collect(store.client.readStream(stream, { fromRevision: END })));
      expect(error).toMatchObject({ code: 2 });
    });

    test("can be given up half-way", async () => {
      const seen: bigint[] = [];
      for await (const { event } of store.client.readStream(stream)) {
        if (event) seen.push(event.revision);
        if (seen.length === 3) break;
      }
      expect(seen).toEqual([0n, 1n, 2n]);
    });

    test.each(["forwards", "backwards"] as const)(
      "a stream that is not there is an error, %s",
      async (direction) => {
        const missing = freshStream("missing");
        const error = await errorOf(
          collect(store.client.readStream(missing, { direction, fromRevision: START })),
        );
        expect(error).toBeInstanceOf(StreamNotFoundError);
        expect(error).toMatchObject({ streamName: missing });
      },
    );
  });
}
