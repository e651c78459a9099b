import { describe, expect, test } from "vitest";
import {
  EqualPlayerNamesError,
  GameAlreadyStartedError,
  GameNotStartedError,
  InvalidPlayerNameError,
  UnknownPlayerError,
} from "../src/domain/errors.ts";
import { Game } from "../src/domain/game.ts";
import { ANN_AND_BOB, gameAfter, moveBy, moves, replay } from "./games.ts";

describe("a move", () => {
  test("is recorded as MoveMade: who dropped a token into which column", () => {
    expect(gameAfter("D").events).toEqual([ANN_AND_BOB, ...moves("D")]);
  });

  test("is recorded after the moves before it", () => {
    expect(gameAfter("DCE").events).toEqual([ANN_AND_BOB, ...moves("DCE")]);
  });

  test("drops a token of player one into the column", () => {
    expect(gameAfter("D").board.tokenAt({ column: "D", row: 1 })).toBe("PlayerOne");
  });

  test("by player two drops a token of player two, onto what lies there", () => {
    expect(gameAfter("DD").board.tokenAt({ column: "D", row: 2 })).toBe("PlayerTwo");
  });

  test("by player one makes it the turn of player two, and the other way round", () => {
    expect([gameAfter("").nextPlayer, gameAfter("D").nextPlayer, gameAfter("DD").nextPlayer]).toEqual([
      "Ann",
      "Bob",
      "Ann",
    ]);
  });

  test("changes the board through apply alone, so that a replay comes to the same board", () => {
    const replayed = replay(...gameAfter("DD").events);
    expect(replayed.board.tokenAt({ column: "D", row: 2 })).toBe("PlayerTwo");
    expect(replayed.events).toEqual([]);
  });

  test("changes whose turn it is through apply alone, so that a replay comes to the same player", () => {
    expect(replay(ANN_AND_BOB, ...moves("D")).nextPlayer).toBe("Bob");
  });
});

test("apply asks no rule: a move out of turn that has happened is applied, for the player whom it names", () => {
  const bobFirst = () => replay(ANN_AND_BOB, moveBy("Bob", "D"));
  expect(bobFirst).not.toThrow();
  expect(bobFirst().board.tokenAt({ column: "D", row: 1 })).toBe("PlayerTwo");
  expect(bobFirst().nextPlayer).toBe("Ann");
});

describe("the rules about names and starts are not yours to write, and still hold", () => {
  test("a name is not blank", () => {
    expect(() => new Game().startGame("Ann", " ")).toThrow(InvalidPlayerNameError);
    expect(() => new Game().startGame("", "Bob")).toThrow(InvalidPlayerNameError);
  });

  test("the names are not the same", () => {
    expect(() => new Game().startGame("Ann", "ann")).toThrow(EqualPlayerNamesError);
  });

  test("a game starts once", () => {
    expect(() => gameAfter("").startGame("Cid", "Dee")).toThrow(GameAlreadyStartedError);
  });
});

describe("a move is refused by the rules that were here before you", () => {
  test("before the start", () => {
    expect(() => new Game().makeMove("Ann", "D")).toThrow(GameNotStartedError);
  });

  test("by somebody who does not play in this game", () => {
    expect(() => gameAfter("").makeMove("Zoe", "D")).toThrow(UnknownPlayerError);
  });
});
