import { describe, expect, test } from "vitest";
import { game, rowsOf } from "./rows.ts";

describe("what has happened becomes a row of the game", () => {
  test("a game that has started has a row, with its players", () => {
    const { games } = rowsOf({ one: game("Ann", "Bob", "") });
    expect(games.get("one")).toMatchObject({ playerOne: "Ann", playerTwo: "Bob", moves: "", result: null });
  });

  test("each move changes the row", () => {
    const { games } = rowsOf({ one: game("Ann", "Bob", "DCD") });
    expect(games.get("one")).toMatchObject({ moves: "DcD", result: null });
  });

  test("the finish changes the row", () => {
    const { games } = rowsOf({ one: game("Ann", "Bob", "ABABABA", "PlayerOneWon") });
    expect(games.get("one")).toMatchObject({ moves: "AbAbAbA", result: "PlayerOneWon" });
  });

  test("each game has a row of its own", () => {
    const { games } = rowsOf({ one: game("Ann", "Bob", "D"), other: game("Bob", "Cid", "A") });
    expect([games.get("one")?.moves, games.get("other")?.moves]).toEqual(["D", "A"]);
  });
});

describe("the standings are what somebody would count by hand", () => {
  test("a finished game counts for both of its players", () => {
    const { standings } = rowsOf({ one: game("Ann", "Bob", "ABABABA", "PlayerOneWon") });
    expect(standings.get("Ann")).toMatchObject({ player: "Ann", games: 1, wins: 1, losses: 0, ties: 0 });
    expect(standings.get("Bob")).toMatchObject({ player: "Bob", games: 1, wins: 0, losses: 1, ties: 0 });
  });

  test("a tie is nobody's win, and nobody's loss", () => {
    const { standings } = rowsOf({ one: game("Ann", "Bob", "", "Tied") });
    expect(standings.get("Ann")).toMatchObject({ games: 1, wins: 0, losses: 0, ties: 1 });
    expect(standings.get("Bob")).toMatchObject({ games: 1, wins: 0, losses: 0, ties: 1 });
  });

  test("an open game counts for nothing yet", () => {
    const { games, standings } = rowsOf({ one: game("Ann", "Bob", "ABABAB") });
    expect({ rows: games.get("one")?.moves, ann: standings.get("Ann") }).toEqual({
      rows: "AbAbAb",
      ann: undefined,
    });
  });

  test("an event after the finish does not count the game again", () => {
    const finished = game("Ann", "Bob", "ABABABA", "PlayerOneWon");
    const { standings } = rowsOf({ one: [...finished, { type: "MoveMade", player: "Bob", column: "C" }] });
    expect(standings.get("Ann")).toMatchObject({ games: 1, wins: 1 });
  });

  test("five games, counted by hand", () => {
    const { standings } = rowsOf({
      one: game("Ann", "Bob", "ABABABA", "PlayerOneWon"),
      two: game("Bob", "Ann", "ABABABA", "PlayerOneWon"),
      three: game("Bob", "Ann", "ABABCBDB", "PlayerTwoWon"),
      four: game("Ann", "Cid", "", "Tied"),
      five: game("Cid", "Ann", "ABAB"),
    });
    expect([standings.get("Ann"), standings.get("Bob"), standings.get("Cid")]).toMatchObject([
      { games: 4, wins: 2, losses: 1, ties: 1 },
      { games: 3, wins: 1, losses: 2, ties: 0 },
      { games: 1, wins: 0, losses: 0, ties: 1 },
    ]);
  });
});
