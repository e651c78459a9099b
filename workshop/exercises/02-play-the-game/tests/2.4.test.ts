import { describe, expect, test } from "vitest";
import { GameAlreadyFinishedError, GameAlreadyStartedError } from "../src/domain/errors.ts";
import { Game } from "../src/domain/game.ts";
import { ANN_AND_BOB, gameAfter, moves } from "./games.ts";

/** 42 moves that fill the board and give nobody four in a row. */
const TIE = "DFGDEBGEGGBGECACGBBBACFADEEFCECABCFDAADFFD";

describe("GameFinished follows the move that decides the game", () => {
  test.each([
    ["player one has four in a column", "ABABABA", "PlayerOneWon"],
    ["player two has four in a column", "ABABABCB", "PlayerTwoWon"],
    ["player one has four in a row", "AABBCCD", "PlayerOneWon"],
    ["player two has four in a diagonal", "FDEBFFDGGEGG", "PlayerTwoWon"],
    ["the board is full and nobody has four", TIE, "Tied"],
  ])("%s", (_, columns, result) => {
    expect(gameAfter(columns).events).toEqual([
      ANN_AND_BOB,
      ...moves(columns),
      { type: "GameFinished", result },
    ]);
  });

  test("and no other move", () => {
    expect(gameAfter("ABABAB").events).toEqual([ANN_AND_BOB, ...moves("ABABAB")]);
  });
});

describe("a finished game", () => {
  test("has a result, and nobody moves next", () => {
    const game = gameAfter("ABABABA");
    expect([game.result, game.nextPlayer]).toEqual(["PlayerOneWon", undefined]);
  });

  test("has its result from the event: a replay knows it as well", () => {
    const replayed = new Game();
    for (const event of gameAfter("ABABABA").events) replayed.apply(event);
    expect(replayed.result).toBe("PlayerOneWon");
  });

  test("takes no more moves", () => {
    const game = gameAfter("ABABABA");
    expect(() => game.makeMove("Bob", "D")).toThrow(GameAlreadyFinishedError);
    expect(() => game.makeMove("Bob", "D")).toThrow("This game is over: start a new one to play on.");
    expect(game.events).toHaveLength(9);
  });

  test("does not start again", () => {
    const game = gameAfter("ABABABA");
    expect(game.result).toBe("PlayerOneWon");
    expect(() => game.startGame("Ann", "Bob")).toThrow(GameAlreadyStartedError);
  });
});
