import { EventEmitter } from "node:events";
import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import { START, StreamDeletedError, UnavailableError } from "@eventstore/db-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Connection } from "../../src/persistence/connection/connection.ts";
import { EventStoreUnavailableError } from "../../src/persistence/errors.ts";
import { StreamFeed } from "../../src/persistence/stream-feed.ts";

vi.mock("node:timers/promises", async (original) => {
  const promises = await original<typeof import("node:timers/promises")>();
  return { ...promises, setTimeout: vi.fn(promises.setTimeout) };
});

const ADDRESS = "esdb://somewhere:2113";
const down = new UnavailableError(undefined, "down");

const feeds: StreamFeed[] = [];
function feedOf(connection: Connection, gameId: string, length: number): StreamFeed {
  const feed = new StreamFeed(connection as Connection, `game-${gameId}`, length);
  feeds.push(feed);
  return feed;
}

afterEach(async () => {
  for (const feed of feeds.splice(0)) await feed.close();
  vi.restoreAllMocks();
});

/** Checks whether the promise is settled after all pending callbacks. */
async function hasEnded(waiting: Promise<unknown>): Promise<boolean> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  void waiting.then(end, end);
  for (let turns = 0; turns < 5; turns++) await turn();
  return ended;
}

describe("a feed", () => {
  class Subscription extends EventEmitter {
    readonly unsubscribe = vi.fn(async () => {});
  }
  const subscriptions: Subscription[] = [];
  const subscribeToStream = vi.fn((_stream: string, _options: object) => {
    const subscription = new Subscription();
    subscriptions.push(subscription);
    return subscription;
  });
  const connection = { client: { subscribeToStream }, address: ADDRESS } as unknown as Connection;
  const feedFrom = (length: number) => feedOf(connection, "one", length);

  let now = 0;
  beforeEach(() => {
    subscriptions.length = 0;
    subscribeToStream.mockClear();
    now = 1_000;
    vi.spyOn(Date, "now").mockImplementation(() => now);
    vi.mocked(pause)
      .mockReset()
      .mockImplementation(async () => undefined);
  });

  /** Acts on the latest subscription, then lets the feed react. */
  async function latest(act: (subscription: Subscription) => void): Promise<void> {
    act(subscriptions.at(-1) as Subscription);
    for (let turns = 0; turns < 5; turns++) await turn();
  }
  const stored = (revision: number) =>
    latest((subscription) => subscription.emit("data", { event: { revision: BigInt(revision) } }));
  const confirmed = () => latest((subscription) => subscription.emit("confirmation"));
  const failed = (error: Error = down) => latest((subscription) => subscription.emit("error", error));
  const ended = () => latest((subscription) => subscription.emit("end"));

  /** Lists the pauses before reconnecting; timers for unsubscribing are unref'ed, and left out. */
  const pauses = () =>
    vi
      .mocked(pause)
      .mock.calls.filter(([, , options]) => options?.ref !== false)
      .map(([length]) => length);

  it("follows the stream from the last known event", async () => {
    feedFrom(0);
    feedFrom(1);
    feedFrom(7);
    expect(subscribeToStream.mock.calls).toEqual([
      ["game-one", { fromRevision: START }],
      ["game-one", { fromRevision: 0n }],
      ["game-one", { fromRevision: 6n }],
    ]);
  });

  it("continues after a break from the last event that it received", async () => {
    const feed = feedFrom(1);
    await stored(4);
    await stored(3);
    await ended();
    expect(subscribeToStream).toHaveBeenLastCalledWith("game-one", { fromRevision: 4n });
    await feed.beyond(4);
    expect(await hasEnded(feed.beyond(5))).toBe(false);
  });

  it("does not answer before there is a new event, nor for a link to a missing event", async () => {
    const waiting = feedFrom(2).beyond(2);
    await latest((subscription) => subscription.emit("data", {}));
    await stored(1);
    expect(await hasEnded(waiting)).toBe(false);
    await stored(2);
    expect(await hasEnded(waiting)).toBe(true);
  });

  it("answers at once if there is a new event", async () => {
    await feedFrom(3).beyond(2);
  });

  it("can be interrupted, before and while it waits", async () => {
    const feed = feedFrom(1);
    const enough = new Error("enough");
    await expect(feed.beyond(1, AbortSignal.abort(enough))).rejects.toBe(enough);
    const interruption = new AbortController();
    const waiting = feed.beyond(1, interruption.signal);
    expect(await hasEnded(waiting)).toBe(false);
    interruption.abort(enough);
    await expect(waiting).rejects.toBe(enough);
  });

  it("reconnects after pauses that double up to a second, and start again after each connection", async () => {
    feedFrom(1);
    for (let time = 1; time <= 7; time++) await failed();
    expect(pauses()).toEqual([50, 100, 200, 400, 800, 1_000, 1_000]);
    await confirmed();
    await failed();
    expect(pauses().at(-1)).toBe(50);
    await ended();
    expect(pauses().at(-1)).toBe(100);
  });

  it("gives up when the store has been away for longer than half a minute", async () => {
    const waiting = feedFrom(1).beyond(1);
    waiting.catch(() => {});
    await failed();
    now += 30_000;
    await failed();
    expect(await hasEnded(waiting)).toBe(false);
    now += 1;
    await failed();
    await expect(waiting).rejects.toThrow(EventStoreUnavailableError);
    await expect(waiting).rejects.toMatchObject({
      address: ADDRESS,
      cause: down,
      message: `The event store at ${ADDRESS} cannot be reached: start it, or leave out --store and EVENTSTOREDB_URI to use the embedded one.`,
    });
    expect(subscriptions).toHaveLength(3);
  });

  it("gives later callers the same error, also one that it does not understand", async () => {
    const feed = feedFrom(1);
    await failed();
    now += 30_001;
    await failed(new Error("strange"));
    for (const _ of ["once", "again"]) {
      await expect(feed.beyond(1)).rejects.toThrow(
        `The event store at ${ADDRESS} has ended the subscription again and again.`,
      );
    }
  });

  it("does not give up a store that was reachable in between", async () => {
    const waiting = feedFrom(1).beyond(1);
    await failed();
    now += 30_000;
    await confirmed();
    now += 1;
    await failed();
    now += 30_000;
    await failed();
    expect(await hasEnded(waiting)).toBe(false);
  });

  it("answers every wait for a deleted game, and no longer follows it", async () => {
    const feed = feedFrom(1);
    await failed(new StreamDeletedError(undefined, "game-one"));
    await feed.beyond(Number.MAX_SAFE_INTEGER);
    expect(subscriptions).toHaveLength(1);
  });

  it("unsubscribes from a broken subscription, and waits at most a fifth of a second for that", async () => {
    feedFrom(1);
    let bell = () => {};
    vi.mocked(pause).mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          bell = () => resolve(undefined);
        }),
    );
    subscriptions[0]?.unsubscribe.mockImplementation(() => new Promise(() => {}));
    await failed();
    expect(vi.mocked(pause).mock.calls).toEqual([[200, undefined, { ref: false }]]);
    expect(subscriptions).toHaveLength(1);
    bell();
    await vi.waitFor(() => expect(subscriptions).toHaveLength(2), { interval: 1 });
  });

  it("continues if unsubscribing fails", async () => {
    feedFrom(1);
    subscriptions[0]?.unsubscribe.mockRejectedValue(new Error("There is no connection."));
    await failed();
    expect(subscriptions).toHaveLength(2);
  });

  it("ends when it is closed, and does not reconnect", async () => {
    const feed = feedFrom(1);
    await feed.close();
    expect(subscriptions).toHaveLength(1);
    expect(subscriptions[0]?.unsubscribe).toHaveBeenCalledTimes(1);
  });

  it("ends at once when it is closed between two connections", async () => {
    vi.mocked(pause).mockImplementation(
      (_, __, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.addEventListener("abort", () => reject(options.signal?.reason));
        }),
    );
    const feed = feedFrom(1);
    await failed();
    expect(subscriptions).toHaveLength(1);
    await feed.close();
    expect(subscriptions).toHaveLength(1);
  });
});
