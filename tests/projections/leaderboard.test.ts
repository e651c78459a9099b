import { describe, expect, it } from "vitest";
import type { Result } from "../../src/domain/board.ts";
import type { GameSummary } from "../../src/projections/games.ts";
import { leaderboard, type Standing } from "../../src/projections/leaderboard.ts";

function game(playerOne: string, playerTwo: string, result: Result | null, moves = 10): GameSummary {
  const time = "2026-03-01T14:00:00.000Z";
  const columns = "A".repeat(moves); // which columns they were is of no account here
  return { playerOne, playerTwo, result, moves: columns, startedAt: time, changedAt: time };
}

/** Given these games, then these are the standings, in this order. */
function given(...games: GameSummary[]) {
  return { thenShows: (...expected: Standing[]) => expect(leaderboard(games)).toStrictEqual(expected) };
}

describe("the leaderboard", () => {
  it("is empty while no game is finished", () => {
    given().thenShows();
    given(game("Ann", "Bob", null)).thenShows();
  });

  it("counts wins, losses and ties of both sides", () => {
    given(
      game("Ann", "Bob", "PlayerOneWon", 9),
      game("Bob", "Ann", "PlayerTwoWon", 8),
      game("Ann", "Bob", "PlayerTwoWon", 12),
      game("Bob", "Ann", "Tied", 42),
      game("Ann", "Bob", null),
    ).thenShows(
      { player: "Ann", games: 4, wins: 2, losses: 1, ties: 1, winRate: 0.5, fastestWin: 8 },
      { player: "Bob", games: 4, wins: 1, losses: 2, ties: 1, winRate: 0.25, fastestWin: 12 },
    );
  });

  it("knows no fastest win of somebody who has never won", () => {
    given(game("Ann", "Bob", "Tied", 42)).thenShows(
      { player: "Ann", games: 1, wins: 0, losses: 0, ties: 1, winRate: 0, fastestWin: null },
      { player: "Bob", games: 1, wins: 0, losses: 0, ties: 1, winRate: 0, fastestWin: null },
    );
  });

  it("takes names that differ in nothing but case for one player, spelled as at first", () => {
    given(
      game("Jürgen Groß", "Bob", "PlayerOneWon", 7),
      game("JÜRGEN GROSS", "bob", "PlayerOneWon", 9),
    ).thenShows(
      { player: "Jürgen Groß", games: 2, wins: 2, losses: 0, ties: 0, winRate: 1, fastestWin: 7 },
      { player: "Bob", games: 2, wins: 0, losses: 2, ties: 0, winRate: 0, fastestWin: null },
    );
  });

  it("puts most wins first, then the higher win rate, the faster win, more games, and the name", () => {
    const games = [
      game("Twice", "Zed", "PlayerOneWon", 20),
      game("Twice", "Zed", "PlayerOneWon", 20),
      game("Often", "Amy", "PlayerOneWon", 7),
      game("Often", "Amy", "Tied", 42),
      game("Slow", "Zed", "PlayerOneWon", 30),
      game("Fast", "Zed", "PlayerOneWon", 8),
      game("Flo", "Eve", "Tied", 42),
    ];
    for (const inAnyOrder of [games, games.toReversed()]) {
      const names = leaderboard(inAnyOrder).map(({ player }) => player);
      expect(names).toEqual(["Twice", "Fast", "Slow", "Often", "Zed", "Amy", "Eve", "Flo"]);
    }
  });
});
