import { describe, expect, it } from "vitest";
import type { Result } from "../../src/domain/board.ts";
import type { GameRow } from "../../src/projections/games.ts";
import { count, type ResultRow, type StandingRow, takeBack } from "../../src/projections/standings.ts";
import { MemoryTable } from "../../src/projections/tables/memory-table.ts";

function game(playerOne: string, playerTwo: string, result: Result | null, moves = 10): GameRow {
  const time = { startedAt: "2026-03-01T14:00:00.000Z", changedAt: "2026-03-01T14:00:00.000Z" };
  const keys = { playerOneKey: "not looked at", playerTwoKey: "not looked at" };
  return { playerOne, playerTwo, ...keys, result, moves: "A".repeat(moves), ...time };
}

/** Given these games, then these are the standings, by their keys. */
function given(...games: GameRow[]) {
  const tables = { standings: new MemoryTable<StandingRow>(), results: new MemoryTable<ResultRow>() };
  for (const [id, game] of games.entries()) count(tables, `${id}`, game);
  const standingOf = (key: string) => tables.standings.get(key);
  return {
    thenHas: (key: string, expected: StandingRow | undefined) =>
      expect(standingOf(key)).toStrictEqual(expected),
    whenTakenBack(...ids: number[]) {
      for (const id of ids) takeBack(tables, `${id}`);
      return {
        thenHas: (key: string, expected: StandingRow | undefined) =>
          expect(standingOf(key)).toStrictEqual(expected),
      };
    },
  };
}

const NO_WIN = { wins: 0, winRate: 0, fastestWin: null };

describe("a standing", () => {
  it("does not exist while no game is finished", () => {
    given(game("Ann", "Bob", null)).thenHas("ANN", undefined);
  });

  it("counts wins, losses and ties of both sides", () => {
    const games = given(
      game("Ann", "Bob", "PlayerOneWon", 9),
      game("Bob", "Ann", "PlayerTwoWon", 8),
      game("Ann", "Bob", "PlayerTwoWon", 12),
      game("Bob", "Ann", "Tied", 42),
      game("Ann", "Bob", null),
    );
    games.thenHas("ANN", {
      player: "Ann",
      games: 4,
      wins: 2,
      losses: 1,
      ties: 1,
      winRate: 0.5,
      fastestWin: 8,
    });
    games.thenHas("BOB", {
      player: "Bob",
      games: 4,
      wins: 1,
      losses: 2,
      ties: 1,
      winRate: 0.25,
      fastestWin: 12,
    });
  });

  it("has no fastest win for a player who has never won", () => {
    given(game("Ann", "Bob", "Tied", 42)).thenHas("BOB", {
      player: "Bob",
      games: 1,
      losses: 0,
      ties: 1,
      ...NO_WIN,
    });
  });

  it("is the same for names that differ only in case, with the first spelling", () => {
    const games = given(
      game("Jürgen Groß", "Bob", "PlayerOneWon", 7),
      game("JÜRGEN GROSS", "bob", "PlayerOneWon", 9),
    );
    games.thenHas("JÜRGEN GROSS", {
      player: "Jürgen Groß",
      games: 2,
      wins: 2,
      losses: 0,
      ties: 0,
      winRate: 1,
      fastestWin: 7,
    });
    games.thenHas("BOB", { player: "Bob", games: 2, losses: 2, ties: 0, ...NO_WIN });
  });
});

describe("a result that is taken back", () => {
  const GAMES = [
    game("ann", "Bob", "PlayerOneWon", 7),
    game("Ann", "Bob", "PlayerOneWon", 9),
    game("Bob", "Ann", "Tied", 42),
  ];

  it("also takes back the fastest win and the spelling of the name", () => {
    given(...GAMES)
      .whenTakenBack(0)
      .thenHas("ANN", { player: "Ann", games: 2, wins: 1, losses: 0, ties: 1, winRate: 0.5, fastestWin: 9 });
  });

  it("is taken back only once", () => {
    given(...GAMES)
      .whenTakenBack(1, 1, 1, 17)
      .thenHas("BOB", { player: "Bob", games: 2, losses: 1, ties: 1, ...NO_WIN });
  });

  it("removes the standing if it was the only result", () => {
    given(...GAMES)
      .whenTakenBack(0, 1, 2)
      .thenHas("ANN", undefined);
  });
});
