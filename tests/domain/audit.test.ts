import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { audit, type Objection } from "../../src/domain/audit.ts";
import { COLUMNS } from "../../src/domain/board.ts";
import { CorruptHistoryError } from "../../src/domain/errors.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { Game } from "../../src/domain/game.ts";
import { ANN_AND_BOB, finished, moved, moves } from "./specification.ts";

const ledTo = (what: string) => `Today's rules would have led to ${what} here.`;
const FINISH_WAS_DUE = ledTo("GameFinished (PlayerOneWon)");

describe("the audit", () => {
  it.each<[string, GameEvent[], [revision: number, sentence: string][]]>([
    ["nothing", [], []],
    ["a game by today's rules", [ANN_AND_BOB, ...moves("ABABABA"), finished("PlayerOneWon")], []],
    ["a game that goes on", [ANN_AND_BOB, ...moves("ABAB")], []],
    [
      "names that are refused today",
      [{ type: "GameStarted", playerOne: "", playerTwo: "Bob" }, moved("", "A")],
      [[0, "A player's name cannot be blank: give it at least one letter."]],
    ],
    [
      "names that are trimmed today",
      [{ type: "GameStarted", playerOne: " Ann ", playerTwo: "Bob" }, moved(" Ann ", "A")],
      [[0, ledTo("GameStarted (Ann, Bob)")]],
    ],
    [
      "a second start",
      [ANN_AND_BOB, ANN_AND_BOB],
      [[1, "This game has already started: Ann plays against Bob."]],
    ],
    [
      "moves out of turn, each of them",
      [ANN_AND_BOB, moved("Bob", "A"), moved("Bob", "A"), moved("Ann", "B")],
      [
        [1, "It is not Bob's turn: Ann moves next."],
        [2, "It is not Bob's turn: Ann moves next."],
      ],
    ],
    [
      "a finish out of nowhere, and the moves after it",
      [ANN_AND_BOB, ...moves("A"), finished("Tied"), moved("Bob", "B")],
      [
        [2, ledTo("nothing")],
        [3, "This game is over: start a new one to play on."],
      ],
    ],
    ["the wrong winner", [ANN_AND_BOB, ...moves("ABABABA"), finished("PlayerTwoWon")], [[8, FINISH_WAS_DUE]]],
    [
      "two finishes",
      [ANN_AND_BOB, ...moves("ABABABA"), finished("PlayerOneWon"), finished("PlayerOneWon")],
      [[9, ledTo("nothing")]],
    ],
    ["a finish that is missing at the end", [ANN_AND_BOB, ...moves("ABABABA")], [[8, FINISH_WAS_DUE]]],
    [
      "a finish that is missing at the end, after another objection",
      [ANN_AND_BOB, moved("Bob", "A"), ...moves("BABABA")],
      [
        [1, "It is not Bob's turn: Ann moves next."],
        [8, ledTo("GameFinished (PlayerTwoWon)")],
      ],
    ],
    [
      "a finish that is missing where the next move is refused as well",
      [ANN_AND_BOB, ...moves("ABABABA"), moved("Ann", "C")],
      [[8, FINISH_WAS_DUE]],
    ],
    [
      "a finish that is missing, once, although it is missing still after the next moves",
      [ANN_AND_BOB, ...moves("ABABABACDC")],
      [[8, FINISH_WAS_DUE]],
    ],
    [
      "a finish that is missing, and a later move out of turn",
      [ANN_AND_BOB, ...moves("ABABABAC"), moved("Bob", "D")],
      [
        [8, FINISH_WAS_DUE],
        [9, "It is not Bob's turn: Ann moves next."],
      ],
    ],
    [
      "a finish that came too late, and for the wrong winner",
      [ANN_AND_BOB, ...moves("ABABABAC"), finished("PlayerTwoWon")],
      [
        [8, FINISH_WAS_DUE],
        [9, FINISH_WAS_DUE],
      ],
    ],
    [
      "a finish that came too late",
      [ANN_AND_BOB, ...moves("ABABABAC"), finished("PlayerOneWon")],
      [[8, FINISH_WAS_DUE]],
    ],
  ])("of %s", (_, history, expected) => {
    const objections = expected.map(([revision, sentence]): Objection => ({ revision, sentence }));
    expect(audit("some-id", history)).toEqual(objections);
  });

  it("fails for a history that cannot be loaded", () => {
    expect(() => audit("some-id", [ANN_AND_BOB, moved("Zoe", "A"), moved("Ann", "A")])).toThrow(
      CorruptHistoryError,
    );
    expect(() => audit("some-id", [ANN_AND_BOB, moved("Zoe", "A")])).toThrow(CorruptHistoryError);
  });
});

test("the audit has no objection to events that commands have recorded", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...COLUMNS), { maxLength: 60, size: "max" }), (columns) => {
      const game = new Game("some-id");
      game.startGame("Ann", "Bob");
      for (const column of columns) {
        if (game.nextPlayer && game.board.hasRoomInColumn(column)) game.makeMove(game.nextPlayer, column);
      }
      expect(audit("some-id", game.events)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
