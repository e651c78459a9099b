import { describe, expect, test } from "vitest";
import { GameAlreadyFinishedError, GameAlreadyStartedError } from "../src/domain/errors.ts";
import { ANN_AND_BOB, gameAfter, moveBy, moves, replay } from "./games.ts";

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

  test("has the result that its event says, so a replay knows it as well", () => {
    expect(replay(...gameAfter("ABABABA").events).result).toBe("PlayerOneWon");
  });

  test("takes no more moves", () => {
    const game = gameAfter("ABABABA");
    expect(() => game.makeMove("Bob", "D")).toThrow(GameAlreadyFinishedError);
    expect(() => game.makeMove("Bob", "D")).toThrow("This game is over: start a new one to play on.");
    expect(game.events).toHaveLength(9);
  });

  test("refuses a move before there is an event, so nothing is applied", () => {
    const game = gameAfter("ABABABA");
    expect(() => game.makeMove("Bob", "D")).toThrow(GameAlreadyFinishedError);
    expect(game.applied).toEqual(game.events);
  });

  test("does not start again", () => {
    const game = gameAfter("ABABABA");
    expect(game.result).toBe("PlayerOneWon");
    expect(() => game.startGame("Ann", "Bob")).toThrow(GameAlreadyStartedError);
  });
});

describe("apply believes the events, and works nothing out by itself", () => {
  test("without GameFinished there is no result, whatever the board shows", () => {
    const replayed = replay(ANN_AND_BOB, ...moves("ABABABA"));
    expect([replayed.result, replayed.nextPlayer]).toEqual([undefined, "Bob"]);
  });

  test("a game that ended under another rule is over, whatever the board shows", () => {
    const replayed = replay(ANN_AND_BOB, { type: "GameFinished", result: "PlayerTwoWon" });
    expect(replayed.result).toBe("PlayerTwoWon");
    expect(() => replayed.makeMove("Ann", "D")).toThrow(GameAlreadyFinishedError);
  });

  test("a move after the end that has happened is applied", () => {
    const late = () =>
      replay(ANN_AND_BOB, { type: "GameFinished", result: "PlayerTwoWon" }, moveBy("Ann", "D"));
    expect(late).not.toThrow();
    expect([late().result, late().board.tokenAt({ column: "D", row: 1 })]).toEqual([
      "PlayerTwoWon",
      "PlayerOne",
    ]);
  });
});
