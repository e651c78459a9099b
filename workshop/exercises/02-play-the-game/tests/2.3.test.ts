import { describe, expect, test } from "vitest";
import { ColumnFullError, NotYourTurnError } from "../src/domain/errors.ts";
import { ANN_AND_BOB, gameAfter, moveBy, moves, replay } from "./games.ts";

describe("it must be the player's turn", () => {
  test("player two cannot move first", () => {
    const game = gameAfter("");
    expect(() => game.makeMove("Bob", "D")).toThrow(NotYourTurnError);
    expect(() => game.makeMove("Bob", "D")).toThrow("It is not Bob's turn: Ann moves next.");
  });

  test("nobody moves twice in a row", () => {
    const game = gameAfter("D");
    expect(() => game.makeMove("Ann", "E")).toThrow(NotYourTurnError);
    expect(() => game.makeMove("Ann", "E")).toThrow("It is not Ann's turn: Bob moves next.");
  });

  test("a refused move leaves no trace, and the other player can move", () => {
    const game = gameAfter("D");
    expect(() => game.makeMove("Ann", "E")).toThrow(NotYourTurnError);
    expect(game.events).toEqual([ANN_AND_BOB, ...moves("D")]);
    game.makeMove("Bob", "E");
    expect(game.events).toEqual([ANN_AND_BOB, ...moves("DE")]);
  });

  test("in a game of Ann against ann, Ann cannot make ann's move", () => {
    // Such a game cannot start today; it may have started under an older rule.
    const game = replay({ type: "GameStarted", playerOne: "Ann", playerTwo: "ann" }, moveBy("Ann", "D"));
    expect(() => game.makeMove("Ann", "E")).toThrow(NotYourTurnError);
  });
});

describe("the column must have room", () => {
  test("for a sixth token there is room", () => {
    expect(gameAfter("CCCCCC").board.tokenAt({ column: "C", row: 6 })).toBe("PlayerTwo");
  });

  test("for a seventh there is none", () => {
    const game = gameAfter("CCCCCC");
    expect(() => game.makeMove("Ann", "C")).toThrow(ColumnFullError);
    expect(() => game.makeMove("Ann", "C")).toThrow("Column C is full: there is room in A, B, D, E, F, G.");
  });

  test("after a full column it is still the same player's turn", () => {
    const game = gameAfter("CCCCCC");
    expect(() => game.makeMove("Ann", "C")).toThrow(ColumnFullError);
    expect(game.nextPlayer).toBe("Ann");
  });
});

describe("the command says no, before there is an event", () => {
  test("a move out of turn is not even applied", () => {
    const game = gameAfter("D");
    expect(() => game.makeMove("Ann", "E")).toThrow(NotYourTurnError);
    expect(game.applied).toEqual([ANN_AND_BOB, ...moves("D")]);
  });

  test("a move into a full column is not even applied", () => {
    const game = gameAfter("CCCCCC");
    expect(() => game.makeMove("Ann", "C")).toThrow(ColumnFullError);
    expect(game.applied).toEqual([ANN_AND_BOB, ...moves("CCCCCC")]);
  });
});
