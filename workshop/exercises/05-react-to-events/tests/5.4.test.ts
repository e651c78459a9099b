import { randomUUID } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import type { GameRepository } from "../src/application/game-repository.ts";
import { eventIdOf, gameIdOf } from "../src/application/ids.ts";
import { Game } from "../src/domain/game.ts";
import { matchReaction } from "../src/reactions/match-reaction.ts";
import type { MatchCommand } from "../src/reactions/policy.ts";
import { type Kept, KILLED, Killed, Loop, DONE as WORKED } from "./loop.ts";
import { carryOut, DONE, newProcess, startMatch, winGame } from "./matches.ts";
import { openStore } from "./store.ts";

const store = openStore();

const start = (matchId: string, gameId: string, number = 1): MatchCommand & { type: "StartGame" } => ({
  type: "StartGame",
  matchId,
  number,
  gameId,
});

/** @returns the streams of the games that were started for a match. */
async function gamesStarted(matchId: string): Promise<string[]> {
  return (await store.ofMatch(matchId, "GameStarted")).map(({ streamId }) => streamId);
}

describe("a game is started once", () => {
  test("delivered five times, there is one game", async () => {
    const { id, due, gameId } = await startMatch(store);
    for (let time = 0; time < 5; time++) expect(await carryOut(store, start(id, gameId), due)).toBe(DONE);
    expect(await gamesStarted(id)).toEqual([`game-${gameId}`]);
  });

  test("with five programs at it at the same moment, there is one game", async () => {
    const { id, due, gameId } = await startMatch(store);
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => carryOut(store, start(id, gameId), due)));
    expect(outcomes).toEqual([DONE, DONE, DONE, DONE, DONE]);
    expect(await gamesStarted(id)).toEqual([`game-${gameId}`]);
  });

  test("delivered again when it has been played, it stays as it is", async () => {
    const { id, due, gameId } = await startMatch(store);
    expect(await carryOut(store, start(id, gameId), due)).toBe(DONE);
    expect(await store.stored(`game-${gameId}`)).toHaveLength(1);
    await winGame(store, gameId);
    expect(await carryOut(store, start(id, gameId), due)).toBe(DONE);
    expect(await store.stored(`game-${gameId}`)).toHaveLength(9);
  });

  test("killed five times between command and checkpoint, there is one game", async () => {
    const { id, gameId } = await startMatch(store);
    const kept: Kept = { checkpoint: undefined };
    const loop = (save?: () => Promise<void>) =>
      Loop.start(kept, ({ checkpoint, signal }) =>
        matchReaction({
          client: store.client,
          process: newProcess(store),
          checkpoint: { ...checkpoint, ...(save && { save }) },
          matchId: id,
          signal,
        }),
      );
    const isThere = async () => (await store.ofMatch(id, "GameStarted")).length > 0;
    for (let time = 0; time < 5; time++) {
      const dying = loop(async () => {
        if (await isThere()) throw new Killed();
      });
      expect(await dying.until(async () => false, "it has not come so far")).toBe(KILLED);
      expect(await dying.stop()).toBe(KILLED);
    }
    const [due] = await store.ofMatch(id, "MatchGameScheduled");
    expect(due && (await loop().hasHandled(due.position))).toBe(WORKED);
    expect(await gamesStarted(id)).toEqual([`game-${gameId}`]);
  });
});

describe("its ids follow from the cause", () => {
  test("the game has the id that it was scheduled with", async () => {
    const { id, due, gameId } = await startMatch(store);
    expect(await carryOut(store, start(id, gameId), due)).toBe(DONE);
    expect(await store.stored(`game-${gameId}`)).toMatchObject([
      { type: "GameStarted", data: { playerOne: "Ann", playerTwo: "Bob" } },
    ]);
  });

  test("so does the id of its event, and the event says what it was caused by, and which match it belongs to", async () => {
    const { id, due, gameId } = await startMatch(store);
    expect(await carryOut(store, start(id, gameId), due)).toBe(DONE);
    expect(await store.stored(`game-${gameId}`)).toMatchObject([
      { id: eventIdOf(gameId, 0), metadata: { $causationId: due, $correlationId: id } },
    ]);
  });

  test("in the second game the players have swapped sides", async () => {
    const { id, due } = await startMatch(store);
    const gameId = gameIdOf(id, 2);
    expect(await carryOut(store, start(id, gameId, 2), due)).toBe(DONE);
    expect(await store.stored(`game-${gameId}`)).toMatchObject([
      { data: { playerOne: "Bob", playerTwo: "Ann" } },
    ]);
  });

  test("they are the same when the program has been started again", async () => {
    vi.resetModules();
    const again = await import("../src/application/ids.ts");
    const cause = randomUUID();
    expect([gameIdOf(cause, 1), eventIdOf(cause, 0)]).toEqual([
      again.gameIdOf(cause, 1),
      again.eventIdOf(cause, 0),
    ]);
  });

  test("the same match and number make the same id, others make another one", () => {
    const [one, other] = [randomUUID(), randomUUID()];
    expect(gameIdOf(one, 2)).toBe(gameIdOf(one, 2));
    expect(new Set([gameIdOf(one, 1), gameIdOf(one, 2), gameIdOf(other, 2)]).size).toBe(3);
    expect(gameIdOf(one, 1)).toMatch(UUID);
  });

  test("the same cause and place make the same event id, others make another one", () => {
    const [one, other] = [randomUUID(), randomUUID()];
    expect(eventIdOf(one, 0)).toBe(eventIdOf(one, 0));
    expect(new Set([eventIdOf(one, 0), eventIdOf(one, 1), eventIdOf(other, 1)]).size).toBe(3);
    expect(eventIdOf(one, 0)).toMatch(UUID);
  });
});

describe("a refusal means that it has been done, and nothing else does", () => {
  test("a game that somebody has started otherwise has been started", async () => {
    const { id, due, gameId } = await startMatch(store);
    const game = new Game(gameId);
    game.startGame("Ann", "Bob");
    await store.games.add(game, { causationId: "by hand", correlationId: id });
    expect(await carryOut(store, start(id, gameId), due)).toBe(DONE);
    expect(await gamesStarted(id)).toEqual([`game-${gameId}`]);
  });

  test("a store that is away has refused nothing: the error is passed on, and the loop comes back to it", async () => {
    const { id, due, gameId } = await startMatch(store);
    const away: GameRepository = {
      get: (gameId) => store.games.get(gameId),
      add: async () => {
        throw new Error("The store is away.");
      },
    };
    const outcome = await carryOut(store, start(id, gameId), due, newProcess(store, { games: away }));
    expect(outcome).toBe("it has thrown: Error: The store is away.");
    expect(await carryOut(store, start(id, gameId), due)).toBe(DONE);
    expect((await store.stored(`game-${gameId}`)).map(({ type }) => type)).toEqual(["GameStarted"]);
  });
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
