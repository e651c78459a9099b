import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { eventIdOf, gameIdOf } from "../src/application/ids.ts";
import type { MatchRepository } from "../src/application/match-repository.ts";
import type { Result } from "../src/domain/board.ts";
import { Match } from "../src/domain/match.ts";
import type { MatchEvent } from "../src/domain/match-events.ts";
import { matchReaction } from "../src/reactions/match-reaction.ts";
import { type Kept, Loop, DONE as WORKED } from "./loop.ts";
import { carryOut, DONE, newProcess, startMatch, winGame } from "./matches.ts";
import { openStore } from "./store.ts";

const store = openStore();
const ids = (number: number) => `game ${number}`;

const STARTED: MatchEvent = { type: "MatchStarted", playerOne: "Ann", playerTwo: "Bob", bestOf: 3 };
const scheduled = (number: number): MatchEvent => ({
  type: "MatchGameScheduled",
  number,
  gameId: ids(number),
});
const finished = (number: number, winner: string | null): MatchEvent => ({
  type: "MatchGameFinished",
  number,
  winner,
});

const COUNTED_ONCE = ["MatchStarted", "MatchGameScheduled", "MatchGameFinished", "MatchGameScheduled"];

/** @returns the types of the events in the stream of a match. */
async function eventsOf(matchId: string): Promise<string[]> {
  return (await store.stored(`match-${matchId}`)).map(({ type }) => type);
}

/** @returns what is recorded where the result of a game is counted after these events. */
function counted(events: readonly MatchEvent[], number: number, result: Result): readonly MatchEvent[] {
  const match = Match.loadFromHistory("a match", events);
  match.countGame(ids(number), result, ids);
  return match.uncommittedEvents;
}

describe("the match counts", () => {
  const ONE_SCHEDULED = [STARTED, scheduled(1)];
  const TWO_SCHEDULED = [...ONE_SCHEDULED, finished(1, "Ann"), scheduled(2)];
  const THREE_SCHEDULED = [...TWO_SCHEDULED, finished(2, "Bob"), scheduled(3)];

  test("the result of a game, and schedules the next one", () => {
    expect(counted(ONE_SCHEDULED, 1, "PlayerOneWon")).toEqual([finished(1, "Ann"), scheduled(2)]);
  });

  test("the second win, and finishes: no game is scheduled any more", () => {
    const won = { type: "MatchFinished", winner: "Ann" };
    expect(counted(TWO_SCHEDULED, 2, "PlayerTwoWon")).toEqual([finished(2, "Ann"), won]);
    expect(counted(THREE_SCHEDULED, 3, "PlayerOneWon")).toEqual([finished(3, "Ann"), won]);
  });

  test("for the player, not for the side: in game 2, player one is Bob", () => {
    expect(counted(TWO_SCHEDULED, 2, "PlayerOneWon")).toEqual([finished(2, "Bob"), scheduled(3)]);
  });

  test("a tie for nobody, and it is played again", () => {
    expect(counted(TWO_SCHEDULED, 2, "Tied")).toEqual([finished(2, null), scheduled(3)]);
  });

  test("a game that has been counted not again, and a game that it does not know not at all", () => {
    expect(counted(ONE_SCHEDULED, 1, "Tied")).toHaveLength(2);
    expect(counted(TWO_SCHEDULED, 1, "PlayerTwoWon")).toEqual([]);
    expect(counted(TWO_SCHEDULED, 7, "PlayerTwoWon")).toEqual([]);
  });

  test("in apply, so that a match that is loaded knows the score", () => {
    const match = Match.loadFromHistory("a match", THREE_SCHEDULED);
    expect([match.winsOf("Ann"), match.winsOf("Bob")]).toEqual([1, 1]);
  });

  test("without a rule in apply: what has happened has happened", () => {
    const history = [STARTED, scheduled(1), finished(1, "Ann"), finished(1, "Bob")];
    const match = Match.loadFromHistory("a match", history);
    expect([match.winsOf("Ann"), match.winsOf("Bob")]).toEqual([0, 1]);
  });
});

describe("result and next step are one append", () => {
  test("a game that has ended is appended once, with what follows from it", async () => {
    const { id } = await startMatch(store);
    const appends: string[][] = [];
    const watched: MatchRepository = {
      get: (matchId) => store.matches.get(matchId),
      add(match, cause) {
        const types = match.uncommittedEvents.map(({ type }) => type);
        if (types.length > 0) appends.push(types);
        return store.matches.add(match, cause);
      },
    };
    const process = newProcess(store, { matches: watched });
    expect(await countGame(id, 1, "PlayerOneWon", randomUUID(), process)).toBe(DONE);
    expect(appends).toEqual([["MatchGameFinished", "MatchGameScheduled"]]);
  });

  test("killed after any append, and delivered again, the match goes on", async () => {
    const { id } = await startMatch(store);
    const cause = randomUUID();
    const dying: MatchRepository = {
      get: (matchId) => store.matches.get(matchId),
      async add(match, because) {
        await store.matches.add(match, because);
        throw new Error("killed");
      },
    };
    const process = newProcess(store, { matches: dying });
    expect(await countGame(id, 1, "PlayerOneWon", cause, process)).toBe("it has thrown: Error: killed");
    expect(await countGame(id, 1, "PlayerOneWon", cause)).toBe(DONE);
    expect(await eventsOf(id)).toEqual(COUNTED_ONCE);
  });
});

describe("the process manager remembers nothing itself", () => {
  test("each game is counted by another program, and the second win finishes the match", async () => {
    const { id } = await startMatch(store);
    expect(await countGame(id, 1, "PlayerOneWon")).toBe(DONE);
    expect(await countGame(id, 2, "PlayerTwoWon")).toBe(DONE);
    expect(
      (await store.stored(`match-${id}`)).map(({ type, data }) => ({ type, ...(data as object) })),
    ).toEqual([
      { type: "MatchStarted", playerOne: "Ann", playerTwo: "Bob", bestOf: 3 },
      { type: "MatchGameScheduled", number: 1, gameId: gameIdOf(id, 1) },
      { type: "MatchGameFinished", number: 1, winner: "Ann" },
      { type: "MatchGameScheduled", number: 2, gameId: gameIdOf(id, 2) },
      { type: "MatchGameFinished", number: 2, winner: "Ann" },
      { type: "MatchFinished", winner: "Ann" },
    ]);
  });

  test("delivered five times, a result counts once", async () => {
    const { id } = await startMatch(store);
    const cause = randomUUID();
    for (let time = 0; time < 5; time++) expect(await countGame(id, 1, "PlayerOneWon", cause)).toBe(DONE);
    expect(await eventsOf(id)).toEqual(COUNTED_ONCE);
  });

  test("delivered five times to one program, a result counts once", async () => {
    const { id } = await startMatch(store);
    const [cause, process] = [randomUUID(), newProcess(store)];
    for (let time = 0; time < 5; time++)
      expect(await countGame(id, 1, "PlayerOneWon", cause, process)).toBe(DONE);
    expect(await eventsOf(id)).toEqual(COUNTED_ONCE);
  });

  test("with five programs at it at the same moment, a result counts once, and none of them fails", async () => {
    const { id } = await startMatch(store);
    const cause = randomUUID();
    const outcomes = [1, 2, 3, 4, 5].map(() => countGame(id, 1, "PlayerOneWon", cause));
    expect(await Promise.all(outcomes)).toEqual([DONE, DONE, DONE, DONE, DONE]);
    expect(await eventsOf(id)).toEqual(COUNTED_ONCE);
  });

  test("a match that has gone on meanwhile is loaded again, and decides again", async () => {
    const { id } = await startMatch(store);
    expect(await countGame(id, 1, "PlayerOneWon")).toBe(DONE);
    const late: MatchRepository = {
      add: (match, cause) => store.matches.add(match, cause),
      async get(matchId) {
        const match = await store.matches.get(matchId);
        if (match.games.length === 2) await countGame(id, 2, "PlayerOneWon"); // another one is faster
        return match;
      },
    };
    const process = newProcess(store, { matches: late });
    expect(await countGame(id, 2, "PlayerOneWon", randomUUID(), process)).toBe(DONE);
    expect(await store.ofMatch(id, "MatchGameFinished")).toHaveLength(2);
  });

  test("a store that is away has counted nothing: delivered again, the result counts", async () => {
    const { id } = await startMatch(store);
    const cause = randomUUID();
    const away: MatchRepository = {
      get: (matchId) => store.matches.get(matchId),
      add: async () => {
        throw new Error("The store is away.");
      },
    };
    const outcome = await countGame(id, 1, "PlayerOneWon", cause, newProcess(store, { matches: away }));
    expect(outcome).toBe("it has thrown: Error: The store is away.");
    expect(await countGame(id, 1, "PlayerOneWon", cause)).toBe(DONE);
    expect(await store.ofMatch(id, "MatchGameFinished")).toHaveLength(1);
  });

  test("its events say what they were caused by, and their ids follow from it", async () => {
    const { id } = await startMatch(store);
    const cause = randomUUID();
    expect(await countGame(id, 1, "PlayerOneWon", cause)).toBe(DONE);
    const metadata = { $causationId: cause, $correlationId: id };
    expect((await store.stored(`match-${id}`)).slice(2)).toMatchObject([
      { id: eventIdOf(cause, 0), type: "MatchGameFinished", metadata },
      { id: eventIdOf(cause, 1), type: "MatchGameScheduled", metadata },
    ]);
  });
});

test("a whole match: each game starts when the one before it has ended, whoever the loop is", async () => {
  const { id } = await startMatch(store);
  const kept: Kept = { checkpoint: undefined };
  for (const number of [1, 2, 3]) {
    const loop = Loop.start(kept, ({ checkpoint, signal }) =>
      matchReaction({ client: store.client, process: newProcess(store), checkpoint, matchId: id, signal }),
    );
    const isThere = async (count: number, type: string) => (await store.ofMatch(id, type)).length === count;
    expect(await loop.until(() => isThere(number, "GameStarted"), "it does not start the game")).toBe(WORKED);
    const started = (await store.ofMatch(id, "GameStarted")).at(-1);
    await winGame(store, started?.streamId.slice("game-".length) ?? "");
    const isCounted = () => isThere(number, "MatchGameFinished");
    expect(await loop.until(isCounted, "it does not count the game")).toBe(WORKED);
    expect(await loop.stop()).toBe(WORKED);
  }
  const [end] = await store.ofMatch(id, "MatchFinished");
  expect(end?.data).toEqual({ winner: "Ann" });
});

/** Lets your process count a game, in a program of its own, unless it is given one. @returns what has come of it. */
function countGame(
  matchId: string,
  number: number,
  result: Result,
  cause: string = randomUUID(),
  process = newProcess(store),
): Promise<string> {
  const gameId = gameIdOf(matchId, number);
  return carryOut(store, { type: "CountGame", matchId, gameId, result }, cause, process);
}
