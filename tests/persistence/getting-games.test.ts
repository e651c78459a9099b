import { randomUUID } from "node:crypto";
import { binaryEvent, jsonEvent } from "@eventstore/db-client";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GameNotFoundError } from "../../src/application/game-repository.ts";
import { CorruptHistoryError } from "../../src/domain/errors.ts";
import { Game } from "../../src/domain/game.ts";
import { acceptPlayerName } from "../../src/domain/player-name.ts";
import { IncompleteStreamError } from "../../src/persistence/errors.ts";
import { MalformedEventError } from "../../src/persistence/event-mapping.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { ANN_AND_BOB, COLUMNS_TO_A_TIE, moves } from "../domain/specification.ts";
import { CAUSE, embeddedStore } from "./embedded-store.ts";
import { appendUnreadableBytes } from "./unreadable-bytes.ts";
import { watchedClient } from "./watched-client.ts";

const store = embeddedStore();

function isAccepted(name: string): boolean {
  try {
    return acceptPlayerName(name) === name;
  } catch {
    return false;
  }
}

describe("get", () => {
  it("rebuilds the game from its events", async () => {
    const game = await store.games.get(await store.storedGame(COLUMNS_TO_A_TIE));
    expect(game.result).toBe("Tied");
    expect(game.historicalEvents).toEqual([
      ANN_AND_BOB,
      ...moves(COLUMNS_TO_A_TIE),
      { type: "GameFinished", result: "Tied" },
    ]);
    expect(game.uncommittedEvents).toEqual([]);
  });

  it("returns every name unchanged", async () => {
    const names = fc
      .string({ unit: "grapheme" })
      .map((text) => `1${text}`)
      .filter(isAccepted);
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const game = new Game(randomUUID());
        game.startGame(name, "Two");
        await store.games.add(game, CAUSE);
        expect((await store.games.get(game.id)).events).toEqual([
          { type: "GameStarted", playerOne: name, playerTwo: "Two" },
        ]);
      }),
      { numRuns: 25 },
    );
  });

  it.each(["nobody-has-this-id", "", "ユーザー/../?#%00", "a\0b"])(
    "finds no game under the unknown id %j",
    async (id) => {
      await expect(store.games.get(id)).rejects.toThrow(GameNotFoundError);
      await expect(store.games.get(id)).rejects.toMatchObject({
        gameId: id,
        message: `There is no game ${id}: check the id, and which store the events are in.`,
      });
    },
  );

  it.each(["deleteStream", "tombstoneStream"] as const)("finds no game after %s", async (remove) => {
    const id = await store.storedGame("A");
    await store.client[remove](`game-${id}`);
    await expect(store.games.get(id)).rejects.toThrow(GameNotFoundError);
  });

  it("names the revision of an event that the state of a game cannot hold", async () => {
    const id = await store.storedGame();
    const stranger = jsonEvent({ type: "MoveMade", data: { player: "Zoe", column: "D" } });
    await store.client.appendToStream(`game-${id}`, stranger);
    const loading = store.games.get(id);
    await expect(loading).rejects.toThrow(CorruptHistoryError);
    await expect(loading).rejects.toMatchObject({ gameId: id, revision: 1 });
  });

  it.each([
    ["of another type", jsonEvent({ type: "GamePaused", data: {} })],
    ["with another shape", jsonEvent({ type: "MoveMade", data: { player: "Ann" } })],
    [
      "that is not JSON",
      binaryEvent({ type: "MoveMade", data: Buffer.from('{"player":"Ann","column":"D"}') }),
    ],
  ])("names an event %s", async (_, event) => {
    const id = await store.storedGame("A");
    await store.client.appendToStream(`game-${id}`, event);
    const loading = store.games.get(id);
    await expect(loading).rejects.toThrow(MalformedEventError);
    await expect(loading).rejects.toMatchObject({ stream: `game-${id}`, revision: 2n, type: event.type });
  });

  it("names an event whose bytes are malformed JSON, which the client ignores", async () => {
    const id = await store.storedGame();
    await appendUnreadableBytes(store.address, `game-${id}`, "MoveMade", '{"player":"Ann","column":"D"');
    const loading = store.games.get(id);
    await expect(loading).rejects.toThrow(MalformedEventError);
    await expect(loading).rejects.toMatchObject({ stream: `game-${id}`, revision: 1n, type: "MoveMade" });
  });

  it.each([
    ["its first event", 1],
    ["all events but the last", 2],
    ["all events", 3],
  ])("does not take a stream that has lost %s for a game", async (_, truncateBefore) => {
    const id = await store.storedGame("AB");
    await store.client.setStreamMetadata(`game-${id}`, { truncateBefore });
    for (const read of ["get", "history"] as const) {
      await expect(store.games[read](id)).rejects.toThrow(IncompleteStreamError);
      await expect(store.games[read](id)).rejects.toMatchObject({
        name: "IncompleteStreamError",
        stream: `game-${id}`,
        revision: 0n,
        message: `Stream game-${id} lacks the event at revision 0: events have been cut off.`,
      });
    }
  });

  it.each([
    ["a gap", []],
    ["a link to nothing", [{}]],
  ])("does not take a stream with %s in the middle for a game", async (_, instead) => {
    const id = await store.storedGame("AB");
    const all = await store.stored(id);
    const readStream = async function* () {
      for (const event of all) yield* event.revision === 1n ? instead : [{ event }];
    };
    const games = new GameRepository({ ...watchedClient(store.client).client, readStream } as never);
    await expect(games.get(id)).rejects.toThrow(IncompleteStreamError);
    await expect(games.get(id)).rejects.toMatchObject({ stream: `game-${id}`, revision: 1n });
  });
});

describe("history", () => {
  it("returns the stored events, also those that cannot be read as game events", async () => {
    const id = await store.storedGame("A");
    await store.client.appendToStream(
      `game-${id}`,
      jsonEvent({ type: "GamePaused", data: { until: "tea" } }),
    );
    const history = await store.games.history(id);
    expect(history).toEqual(await store.stored(id));
    expect(history.map(({ type, revision }) => [type, revision])).toEqual([
      ["GameStarted", 0n],
      ["MoveMade", 1n],
      ["GamePaused", 2n],
    ]);
  });

  it("finds no game under an unknown id", async () => {
    await expect(store.games.history("nobody-has-this-id")).rejects.toThrow(GameNotFoundError);
  });
});
