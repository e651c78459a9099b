import {
  END,
  eventTypeFilter,
  excludeSystemEvents,
  type Filter,
  type Position,
  streamNameFilter,
} from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { someEvents } from "./events.ts";
import { freshStream, type StoreUnderTest } from "./store-under-test.ts";
import { Subscriber } from "./subscriptions.ts";

export function subscribingToAll(store: StoreUnderTest): void {
  describe("subscribing to all streams", () => {
    /** Returns a position after which a test finds its own events. */
    async function here(): Promise<Position> {
      const { position } = await store.client.appendToStream(freshStream("here"), someEvents(1));
      return position ?? { commit: 0n, prepare: 0n };
    }

    function subscribe(stream: string, fromPosition: Position | typeof END, filter?: Filter): Subscriber {
      const subscription = store.client.subscribeToAll({ fromPosition, ...(filter && { filter }) });
      return new Subscriber(subscription, ({ event }) => event?.streamId.includes(stream) ?? false);
    }

    test("gives what is there after a position, says so, and then what is appended", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(1, "before"));
      const from = await here();
      await store.client.appendToStream(stream, someEvents(2, "past"));
      const subscriber = subscribe(stream, from);
      await subscriber.isCaughtUp();
      await store.client.appendToStream(stream, someEvents(1, "live"));
      await subscriber.hasEvents(3);
      expect(subscriber.course).toEqual(["confirmation", "past", "past", "caughtUp", "live"]);
      await subscriber.stop();
    });

    test("from the start gives everything", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(3));
      const subscription = store.client.subscribeToAll();
      const subscriber = new Subscriber(subscription, ({ event }) => event?.streamId === stream);
      await subscriber.hasEvents(3);
      expect(subscriber.revisions).toEqual([0n, 1n, 2n]);
      await subscriber.stop();
    });

    test("from the end gives only what is appended", async () => {
      const stream = freshStream();
      await store.client.appendToStream(stream, someEvents(1));
      const subscriber = subscribe(stream, END);
      await subscriber.isConfirmed();
      await store.client.appendToStream(stream, someEvents(2));
      await subscriber.hasEvents(2);
      expect(subscriber.revisions).toEqual([1n, 2n]);
      await subscriber.stop();
    });

    test("gives the events of all streams in the order of their positions, each once", async () => {
      const prefix = freshStream();
      const subscriber = subscribe(prefix, await here());
      const streams = Array.from({ length: 20 }, (_, number) => `${prefix}-${number}`);
      await Promise.all(streams.map((stream) => store.client.appendToStream(stream, someEvents(10))));
      await subscriber.hasEvents(200);
      const positions = subscriber.events.map(({ event }) => Number(event?.position?.commit));
      expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b));
      expect(positions).toHaveLength(200);
      await subscriber.stop();
    });

    test("shows deletions and metadata", async () => {
      const stream = freshStream();
      const subscriber = subscribe(stream, await here());
      await store.client.setStreamMetadata(stream, { maxCount: 1 });
      await store.client.tombstoneStream(stream);
      await subscriber.hasEvents(2);
      expect(subscriber.course.filter((what) => what.startsWith("$"))).toEqual([
        "$metadata",
        "$streamDeleted",
      ]);
      await subscriber.stop();
    });

    test.each([
      ["stream name prefixes", (id: string) => streamNameFilter({ prefixes: ["no-such", `a-${id}`] }), ["a"]],
      ["stream name pattern", (id: string) => streamNameFilter({ regex: `^[bc]-${id}$` }), ["b", "c"]],
      [
        "event type prefixes",
        (id: string) => eventTypeFilter({ prefixes: [`${id}-b`, `${id}-c`] }),
        ["b", "c"],
      ],
      ["event type pattern", (id: string) => eventTypeFilter({ regex: `^${id}-[ab]$` }), ["a", "b"]],
      ["no system events", () => excludeSystemEvents(), ["a", "b", "c"]],
    ] as const)("can be filtered by %s, in the past and live", async (_, filter, expected) => {
      const id = freshStream("id");
      const from = await here();
      const appendEach = async () => {
        for (const letter of ["a", "b", "c"]) {
          await store.client.appendToStream(`${letter}-${id}`, someEvents(1, `${id}-${letter}`));
          await store.client.setStreamMetadata(`${letter}-${id}`, { maxCount: 100 });
        }
      };
      await appendEach();
      const subscriber = subscribe(id, from, filter(id));
      await subscriber.isCaughtUp();
      await appendEach();
      await subscriber.hasEvents(2 * expected.length);
      const letters = subscriber.events.map(({ event }) => event?.streamId[0]);
      expect(letters).toEqual([...expected, ...expected]);
      await subscriber.stop();
    });

    test("tells with checkpoints how far a search has come that finds nothing", async () => {
      const from = await here();
      const noise = freshStream("noise");
      const checkpoints: bigint[] = [];
      const subscriber = subscribe(
        noise,
        from,
        streamNameFilter({
          prefixes: [freshStream("no-such")],
          maxSearchWindow: 5,
          checkpointInterval: 2,
          checkpointReached: async (_subscription, { commit }) => {
            checkpoints.push(commit);
          },
        }),
      );
      await subscriber.isCaughtUp();
      const { position } = await store.client.appendToStream(noise, someEvents(100));
      // At least one for every ten events, of which there are a hundred.
      await expect.poll(() => checkpoints.length).toBeGreaterThanOrEqual(10);
      expect(checkpoints).toEqual([...new Set(checkpoints)].toSorted((a, b) => Number(a - b)));
      expect(checkpoints.at(-1)).toBeGreaterThan((position?.commit ?? 0n) - 1_000_000n);
      expect(subscriber.events).toEqual([]);
      await subscriber.stop();
    });

    test("gives a checkpoint from which a later subscription goes on without loss", async () => {
      const from = await here();
      const stream = freshStream("wanted");
      const filter = (checkpointReached: (position: Position) => void) =>
        streamNameFilter({
          prefixes: [stream],
          maxSearchWindow: 1,
          checkpointReached: async (_subscription, position) => checkpointReached(position),
        });
      await store.client.appendToStream(stream, someEvents(1));
      let checkpoint: Position | undefined;
      const first = subscribe(
        stream,
        from,
        filter((position) => {
          checkpoint = position;
        }),
      );
      await first.hasEvents(1);
      await expect.poll(() => checkpoint).toBeDefined();
      await first.stop();
      await store.client.appendToStream(stream, someEvents(2));
      const second = subscribe(
        stream,
        checkpoint ?? from,
        filter(() => {}),
      );
      await second.isCaughtUp();
      expect([...first.revisions, ...second.revisions]).toEqual([0n, 1n, 2n]);
      await second.stop();
    });

    test("with a pattern that is none is an error", async () => {
      const subscriber = subscribe("nothing", END, streamNameFilter({ regex: "(" }));
      expect(await subscriber.fails()).toBeInstanceOf(Error);
    });
  });
}
