import { describe, expect, it, test } from "vitest";
import { CorruptHistoryError } from "../../src/domain/errors.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { Game } from "../../src/domain/game.ts";
import { ANN_AND_BOB, COLUMNS_TO_A_TIE, moves } from "./specification.ts";

const finished = (result: string): GameEvent => ({ type: "GameFinished", result }) as GameEvent;
const moved = (player: string, column: string): GameEvent =>
  ({ type: "MoveMade", player, column }) as GameEvent;

describe("a history that cannot have happened", () => {
  it.each<[string, GameEvent[], number, string]>([
    ["no start", moves("A"), 0, "This game has not started yet: it needs two players first."],
    [
      "a finish and nothing else",
      [finished("Tied")],
      0,
      "This game has not started yet: it needs two players first.",
    ],
    [
      "two starts",
      [ANN_AND_BOB, ...moves("A"), ANN_AND_BOB],
      2,
      "This game has already started: Ann plays against Bob.",
    ],
    [
      "a stranger's move",
      [ANN_AND_BOB, moved("Zoe", "A")],
      1,
      "Zoe does not play in this game: Ann and Bob do.",
    ],
    ["a move out of turn", [ANN_AND_BOB, moved("Bob", "A")], 1, "It is not Bob's turn: Ann moves next."],
    [
      "a column off the board",
      [ANN_AND_BOB, moved("Ann", "H")],
      1,
      "There is no column H: the columns are A to G.",
    ],
    [
      "seven tokens in a column",
      [ANN_AND_BOB, ...moves("AAAAAAA")],
      7,
      "Column A is full: there is room in B, C, D, E, F, G.",
    ],
    [
      "a finish out of nowhere",
      [ANN_AND_BOB, ...moves("A"), finished("Tied")],
      2,
      "GameFinished says Tied, but the board says that the game is still open.",
    ],
    [
      "the wrong winner",
      [ANN_AND_BOB, ...moves("ABABABA"), finished("PlayerTwoWon")],
      8,
      "GameFinished says PlayerTwoWon, but the board says PlayerOneWon.",
    ],
    [
      "a move after the finish",
      [ANN_AND_BOB, ...moves("ABABABA"), finished("PlayerOneWon"), moved("Bob", "C")],
      9,
      "This game is over: start a new one to play on.",
    ],
    [
      "two finishes",
      [ANN_AND_BOB, ...moves("ABABABA"), finished("PlayerOneWon"), finished("PlayerOneWon")],
      9,
      "This game is over: start a new one to play on.",
    ],
    [
      "a deciding move and then another move",
      [ANN_AND_BOB, ...moves("ABABABAC")],
      8,
      "The game was decided (PlayerOneWon), so GameFinished must follow.",
    ],
    [
      "a deciding move and then nothing",
      [ANN_AND_BOB, ...moves("ABABABA")],
      8,
      "The game was decided (PlayerOneWon), so GameFinished must follow.",
    ],
    [
      "a full board and then nothing",
      [ANN_AND_BOB, ...moves(COLUMNS_TO_A_TIE)],
      43,
      "The game was decided (Tied), so GameFinished must follow.",
    ],
    [
      "an event that does not exist",
      [ANN_AND_BOB, { type: "GameCheated" } as never],
      1,
      "There is no event GameCheated in a game.",
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
        reason,
        message: `The history of game some-id is corrupt at revision ${revision}: ${reason}`,
      }),
    );
  });
});

test("facts outlive policies: names that a command would refuse are loaded all the same", () => {
  const game = Game.loadFromHistory("some-id", [
    { type: "GameStarted", playerOne: "", playerTwo: "" },
    moved("", "A"),
    moved("", "B"),
  ]);
  expect(game.nextToken).toBe("PlayerOne");
  expect(game.board.tokenAt({ column: "B", row: 1 })).toBe("PlayerTwo");
});

test("a history is loaded from whatever can be iterated, and is not shared with the caller", () => {
  const history = [ANN_AND_BOB, ...moves("AB")];
  const game = Game.loadFromHistory("some-id", new Set(history));
  history.pop();
  expect(game.historicalEvents).toEqual([ANN_AND_BOB, ...moves("AB")]);
  expect(game.uncommittedEvents).toEqual([]);
});
