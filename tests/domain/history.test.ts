import { describe, expect, it, test } from "vitest";
import { CorruptHistoryError } from "../../src/domain/errors.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { Game } from "../../src/domain/game.ts";
import { ANN_AND_BOB, finished, moved, moves } from "./specification.ts";

/** Returns the state after a history: players, next player, result, and the tokens of each column, bottom first. */
function stateAfter(...history: GameEvent[]) {
  const { players, nextPlayer, result, board } = Game.loadFromHistory("some-id", history);
  const tokens = (["A", "B", "C"] as const).map((column) =>
    [1, 2, 3, 4, 5, 6]
      .map((row) => board.tokenAt({ column, row }))
      .map((token) => (token === undefined ? "" : token === "PlayerOne" ? "x" : "o"))
      .join(""),
  );
  return { names: [players?.playerOne, players?.playerTwo], nextPlayer, result, tokens };
}

const BETWEEN_ANN_AND_BOB = { names: ["Ann", "Bob"], result: undefined };

describe("loading asks no rule", () => {
  it.each<[string, GameEvent[], object]>([
    [
      "names that today's policy refuses",
      [{ type: "GameStarted", playerOne: "", playerTwo: "\n" }, moved("", "A"), moved("\n", "B")],
      { names: ["", "\n"], nextPlayer: "", result: undefined, tokens: ["x", "o", ""] },
    ],
    [
      "names that differ in case alone",
      [{ type: "GameStarted", playerOne: "ann", playerTwo: "Ann" }, moved("Ann", "A")],
      { names: ["ann", "Ann"], nextPlayer: "ann", result: undefined, tokens: ["o", "", ""] },
    ],
    [
      "a player out of turn: the token is of the player whom the move names, and next is the other one",
      [ANN_AND_BOB, moved("Bob", "A"), moved("Bob", "A"), moved("Ann", "A"), moved("Ann", "B")],
      { ...BETWEEN_ANN_AND_BOB, nextPlayer: "Bob", tokens: ["oox", "x", ""] },
    ],
    [
      "a second start: the players change, and the board stays",
      [
        ANN_AND_BOB,
        ...moves("A"),
        { type: "GameStarted", playerOne: "Cid", playerTwo: "Dee" },
        moved("Cid", "B"),
      ],
      { names: ["Cid", "Dee"], nextPlayer: "Dee", result: undefined, tokens: ["x", "x", ""] },
    ],
    [
      "a finish that the board does not show",
      [ANN_AND_BOB, ...moves("AB"), finished("PlayerTwoWon")],
      { names: ["Ann", "Bob"], nextPlayer: undefined, result: "PlayerTwoWon", tokens: ["x", "o", ""] },
    ],
    [
      "two finishes: the first one counts",
      [ANN_AND_BOB, finished("Tied"), finished("PlayerOneWon")],
      { names: ["Ann", "Bob"], nextPlayer: undefined, result: "Tied", tokens: ["", "", ""] },
    ],
    [
      "moves after the finish: their tokens fall",
      [ANN_AND_BOB, ...moves("A"), finished("PlayerOneWon"), moved("Bob", "B"), moved("Ann", "A")],
      { names: ["Ann", "Bob"], nextPlayer: undefined, result: "PlayerOneWon", tokens: ["xx", "o", ""] },
    ],
    [
      "four in a row and no finish: the game goes on",
      [ANN_AND_BOB, ...moves("ABABABAC")],
      { ...BETWEEN_ANN_AND_BOB, nextPlayer: "Ann", tokens: ["xxxx", "ooo", "o"] },
    ],
  ])("%s", (_, history, expected) => {
    expect(stateAfter(...history)).toEqual(expected);
  });

  it("and the next command asks today's rules again", () => {
    const game = Game.loadFromHistory("some-id", [ANN_AND_BOB, ...moves("ABABABAC")]);
    game.makeMove("Ann", "C");
    expect(game.uncommittedEvents).toEqual([moved("Ann", "C"), finished("PlayerOneWon")]);
  });
});

describe("what the state of a game cannot hold", () => {
  it.each<[string, GameEvent[], number, string]>([
    ["a move before the start", moves("A"), 0, "This game has not started yet: it needs two players first."],
    [
      "a finish before the start",
      [finished("Tied")],
      0,
      "This game has not started yet: it needs two players first.",
    ],
    [
      "two players with the very same name",
      [{ type: "GameStarted", playerOne: "Ann", playerTwo: "Ann" }],
      0,
      "Ann and Ann are the same name: the two players need different ones.",
    ],
    [
      "a stranger's move",
      [ANN_AND_BOB, moved("ann", "A")],
      1,
      "ann does not play in this game: Ann and Bob do.",
    ],
    [
      "seven tokens in a column",
      [ANN_AND_BOB, ...moves("AAAAAAA")],
      7,
      "Column A is full: there is room in B, C, D, E, F, G.",
    ],
  ])("%s", (_, history, revision, reason) => {
    const load = () => Game.loadFromHistory("some-id", history);
    expect(load).toThrow(CorruptHistoryError);
    expect(load).toThrow(
      expect.objectContaining({
        name: "CorruptHistoryError",
        cause: expect.objectContaining({ message: reason }),
        gameId: "some-id",
        revision,
        message: `The history of game some-id is corrupt at revision ${revision}: ${reason}`,
      }),
    );
  });

  it("does not include an unknown event type: that is a fault of the program", () => {
    const load = () => Game.loadFromHistory("some-id", [ANN_AND_BOB, { type: "GameCheated" } as never]);
    expect(load).toThrow('There is no event {"type":"GameCheated"} in a game.');
    expect(load).toThrow(expect.objectContaining({ name: "UnknownEventError" }));
  });
});

test("a history is loaded from any iterable, and is not shared with the caller", () => {
  const history = [ANN_AND_BOB, ...moves("AB")];
  const game = Game.loadFromHistory("some-id", new Set(history));
  history.pop();
  expect(game.historicalEvents).toEqual([ANN_AND_BOB, ...moves("AB")]);
  expect(game.uncommittedEvents).toEqual([]);
  expect(game.revision).toBe(2);
});
