import { getEventListeners } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { StreamFeed } from "../../src/persistence/stream-feed.ts";
import { COLUMNS_TO_A_TIE, moves } from "../domain/specification.ts";
import { CAUSE, embeddedStore } from "./embedded-store.ts";

describe("the feed of a game", () => {
  const store = embeddedStore();

  const feeds: StreamFeed[] = [];
  function feedOf(gameId: string, length: number): StreamFeed {
    const feed = new StreamFeed(store, `game-${gameId}`, length);
    feeds.push(feed);
    return feed;
  }
  afterEach(async () => {
    for (const feed of feeds.splice(0)) await feed.close();
  });

  it("delivers each move as soon as it is stored, and removes its listeners from the signal", async () => {
    const game = await store.games.get(await store.storedGame());
    const feed = feedOf(game.id, 1);
    const over = new AbortController();
    for (const [index, { player, column }] of moves(COLUMNS_TO_A_TIE.slice(0, 12)).entries()) {
      const waiting = feed.beyond(index + 1, over.signal);
      expect(getEventListeners(over.signal, "abort")).toHaveLength(1);
      game.makeMove(player, column);
      await store.games.add(game, CAUSE);
      await waiting;
    }
    expect(getEventListeners(over.signal, "abort")).toEqual([]);
  });

  it("delivers what was stored before it started", async () => {
    await feedOf(await store.storedGame("AB"), 1).beyond(2);
  });

  it("reports the end of a game whose stream is tombstoned", async () => {
    const id = await store.storedGame();
    const waiting = feedOf(id, 1).beyond(1);
    await store.client.tombstoneStream(`game-${id}`);
    await waiting;
  });
});
