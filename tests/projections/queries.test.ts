import { describe, expect, it } from "vitest";
import type { GameEvent } from "../../src/domain/events.ts";
import {
  bestStandings,
  countGames,
  countLeftOut,
  countStandings,
  gamesThatBegin,
  leftOutGames,
  newestGames,
  shortestId,
} from "../../src/projections/queries.ts";
import { ANN_AND_BOB, finished, moves } from "../domain/specification.ts";
import { readModelOf } from "./test-store.ts";

const between = (playerOne: string, playerTwo: string): GameEvent => ({
  type: "GameStarted",
  playerOne,
  playerTwo,
});

/** Given these games by id, one after the other, then these are the answers. */
const given = (games: Record<string, readonly (GameEvent | { type: string })[]>) => readModelOf(games);

describe("the newest games", () => {
  const games = given({
    one: [ANN_AND_BOB, ...moves("ABABABA"), finished("PlayerOneWon")],
    two: [between("ANN", "Cid")],
    three: [between("Cid", "Bob"), finished("Tied")],
    four: [between("ann", "Ann")],
    broken: [{ type: "MoveMade" }],
  });
  const idsOf = (found: readonly { id: string }[]) => found.map(({ id }) => id);

  it("come first, as many as are wanted, from any of them on", async () => {
    const read = await games;
    expect(idsOf(await read((ask) => newestGames(ask, {}, 10)))).toEqual(["four", "three", "two", "one"]);
    const page = await read((ask) => newestGames(ask, {}, 2));
    expect(idsOf(page)).toEqual(["four", "three"]);
    expect(idsOf(await read((ask) => newestGames(ask, {}, 2, page[1]?.number)))).toEqual(["two", "one"]);
  });

  it.each([
    ["all", {}, ["four", "three", "two", "one"]],
    ["open", { state: "open" }, ["four", "two"]],
    ["finished", { state: "finished" }, ["three", "one"]],
    ["of a player, in any case", { player: "aNN" }, ["four", "two", "one"]],
    ["open ones of a player", { player: "Cid", state: "open" }, ["two"]],
    ["of a player who has never played", { player: "Zoe" }, []],
  ] as const)("are chosen and counted: %s", async (_, selection, expected) => {
    const read = await games;
    expect(idsOf(await read((ask) => newestGames(ask, selection, 10)))).toEqual(expected);
    expect(await read((ask) => countGames(ask, selection))).toBe(expected.length);
  });

  it("leave out and name games that cannot be read", async () => {
    const read = await games;
    expect(await read((ask) => [countLeftOut(ask), leftOutGames(ask, 10)])).toEqual([
      1,
      [{ id: "broken", fault: expect.stringContaining("game-broken") }],
    ]);
  });
});

it("the leaderboard has most wins first, then the higher rate, the faster win, more games, and the name", async () => {
  const won = (playerOne: string, playerTwo: string, rounds: number) => [
    between(playerOne, playerTwo),
    ...moves("ABABABA".slice(0, rounds)).map((move, turn) => ({
      ...move,
      player: turn % 2 === 0 ? playerOne : playerTwo,
    })),
    finished("PlayerOneWon"),
  ];
  const tied = (playerOne: string, playerTwo: string) => [between(playerOne, playerTwo), finished("Tied")];
  const games = [
    won("Twice", "Zed", 7),
    won("Twice", "Zed", 7),
    won("Often", "Amy", 3),
    tied("Often", "Amy"),
    won("Slow", "Zed", 6),
    won("Fast", "Zed", 4),
    tied("Flo", "Eve"),
  ];
  for (const inAnyOrder of [games, games.toReversed()]) {
    const read = await given(
      Object.fromEntries(inAnyOrder.map((events, index) => [`game ${index}`, events])),
    );
    const names = (limit: number) => read((ask) => bestStandings(ask, limit).map(({ player }) => player));
    expect(await names(10)).toEqual(["Twice", "Fast", "Slow", "Often", "Zed", "Amy", "Eve", "Flo"]);
    expect(await names(2)).toEqual(["Twice", "Fast"]);
    expect(await read(countStandings)).toBe(8);
  }
});

describe("a game is found by the beginning of its id", () => {
  const games = given({
    abcd1: [ANN_AND_BOB],
    abcd2: [{ type: "MoveMade" }],
    ABCD3: [ANN_AND_BOB],
    "abc%_": [ANN_AND_BOB],
    "\u{1f600}smile": [ANN_AND_BOB],
  });

  it.each([
    ["abcd", ["abcd2", "abcd1"]],
    ["ABCD", ["ABCD3"]],
    ["aBcD", ["ABCD3", "abcd2", "abcd1"]],
    ["abc%", ["abc%_"]],
    ["\u{1f600}", ["\u{1f600}smile"]],
    ["x", []],
  ])("%s", async (beginning, expected) => {
    const read = await games;
    const found = await read((ask) => gamesThatBegin(ask, beginning, 10));
    expect(found.map(({ id }) => id)).toEqual(expected);
    expect(found.every(({ id, playerOne }) => (playerOne === null) === (id === "abcd2"))).toBe(true);
    expect(await read((ask) => gamesThatBegin(ask, beginning, 1))).toHaveLength(Math.min(found.length, 1));
  });

  it("which is as short as it can be without matching another id", async () => {
    const read = await games;
    const short = (id: string) => read((ask) => shortestId(ask, id));
    expect(await Promise.all(["abcd1", "abcd2", "ABCD3", "abc%_"].map(short))).toEqual([
      "abcd1",
      "abcd2",
      "ABCD",
      "abc%",
    ]);
  });
});
