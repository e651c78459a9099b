import { END, START } from "@eventstore/db-client";
import { beforeAll, describe, expect, test } from "vitest";
import { collect, errorOf, someEvents } from "./events.ts";
import { freshStream, type StoreUnderTest } from "./store-under-test.ts";
import { Subscriber } from "./subscriptions.ts";

export function readingAll(store: StoreUnderTest): void {
  describe("reading all streams", () => {
    const one = freshStream("one");
    const other = freshStream("other");
    const positions: { readonly commit: bigint; readonly prepare: bigint }[] = [];
    // More than a page; each append is of one event, so that the position of every event is known.
    beforeAll(async () => {
      for (let number = 0; number < 40; number += 1) {
        const { position } = await store.client.appendToStream(number % 2 ? other : one, someEvents(1));
        if (position) positions.push(position);
      }
    });

    /** A shared store has other events in between. */
    async function ours(events: Parameters<typeof collect>[0]): Promise<(bigint | undefined)[]> {
      const mine = (await collect(events)).filter(
        ({ event }) => event && [one, other].includes(event.streamId),
      );
      return mine.map(({ event }) => event?.position?.commit);
    }

    const commits = () => positions.map((position) => position.commit);
    const positionOf = (number: number) => positions[number] ?? { commit: 0n, prepare: 0n };

    test("upwards gives the events of all streams in the order of their appends", async () => {
      expect(await ours(store.client.readAll({ fromPosition: START }))).toEqual(commits());
    });

    test("upwards begins with the event at the position", async () => {
      expect(await ours(store.client.readAll({ fromPosition: positionOf(35) }))).toEqual(commits().slice(35));
    });

    test("downwards begins with the event before the position", async () => {
      const events = store.client.readAll({ fromPosition: positionOf(35), direction: "backwards" });
      expect(await ours(events)).toEqual(commits().slice(0, 35).toReversed());
    });

    test("downwards from the end begins with the last event", async () => {
      const events = store.client.readAll({ fromPosition: END, direction: "backwards" });
      expect(await ours(events)).toEqual(commits().toReversed());
    });

    test("downwards from where nothing is yet is an error", async () => {
      const fromPosition = { commit: 10n ** 15n, prepare: 10n ** 15n };
      const events = store.client.readAll({ fromPosition, direction: "backwards" });
      expect(await errorOf(collect(events))).toMatchObject({ code: 2 });
    });

    test("from a position that cannot be is an error", async () => {
      const fromPosition = { commit: 1n, prepare: 2n };
      expect(await errorOf(collect(store.client.readAll({ fromPosition })))).toMatchObject({ code: 2 });
    });

    test("the events of one append lie apart", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(3));
      const read = await collect(store.client.readStream(stream));
      const [first = 0n, second = 0n, third = 0n] = read.map(({ event }) => event?.position?.commit);
      expect(second).toBeGreaterThan(first + 1n);
      expect(third).toBeGreaterThan(second + 1n);
      expect(read.map(({ event }) => event?.position?.prepare)).toEqual([first, second, third]);
    });

    describe.each([1n, -1n])("from %i beside a position", (step) => {
      const beside = () => {
        const commit = positionOf(39).commit + step;
        return { commit, prepare: commit };
      };
      const refused = { code: 2, message: expect.stringContaining("Unexpected ReadAllResult: Error") };

      test.each(["forwards", "backwards"] as const)("is an error %s", async (direction) => {
        const read = store.client.readAll({ fromPosition: beside(), direction, maxCount: 1 });
        expect(await errorOf(collect(read))).toMatchObject(refused);
      });

      test("ends a subscription", async () => {
        const subscriber = new Subscriber(store.client.subscribeToAll({ fromPosition: beside() }));
        expect(await subscriber.fails()).toMatchObject({ code: 2 });
      });
    });

    test("from beyond everything gives nothing upwards", async () => {
      const fromPosition = { commit: 10n ** 15n, prepare: 10n ** 15n };
      expect(await collect(store.client.readAll({ fromPosition }))).toEqual([]);
    });

    test("gives so many events and no more", async () => {
      const events = await collect(store.client.readAll({ fromPosition: positionOf(0), maxCount: 33 }));
      expect(events).toHaveLength(33);
      expect(events[0]?.commitPosition).toBe(positionOf(0).commit);
    });

    test("gives nothing upwards from the end, nor downwards from the start", async () => {
      expect(await ours(store.client.readAll({ fromPosition: END }))).toEqual([]);
      expect(await collect(store.client.readAll({ fromPosition: START, direction: "backwards" }))).toEqual(
        [],
      );
    });
  });
}
