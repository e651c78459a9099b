import { describe, expect, it } from "vitest";
import { GameNotStartedError } from "../../src/domain/errors.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { applyToGame, type GameRow, tokenAfter } from "../../src/projections/games.ts";
import { ANN_AND_BOB, moves } from "../domain/specification.ts";

const MINUTE = 60_000;
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 14, 0) + minute * MINUTE);

/** Given these events, one per minute from 14:00 on, then this is the listed game. */
function given(...events: GameEvent[]) {
  const summary = events.reduce<GameRow | undefined>(
    (game, event, minute) => applyToGame(game, event, at(minute)),
    undefined,
  );
  return { thenShows: (expected: GameRow) => expect(summary).toStrictEqual(expected) };
}

const STARTED = {
  playerOne: "Ann",
  playerTwo: "Bob",
  playerOneKey: "ANN",
  playerTwoKey: "BOB",
  startedAt: "2026-03-01T14:00:00.000Z",
};

describe("the list of games", () => {
  it("shows who plays", () => {
    given(ANN_AND_BOB).thenShows({
      ...STARTED,
      changedAt: "2026-03-01T14:00:00.000Z",
      moves: "",
      result: null,
    });
  });

  it("shows the moves, and who made each", () => {
    given(ANN_AND_BOB, ...moves("D")).thenShows({
      ...STARTED,
      changedAt: "2026-03-01T14:01:00.000Z",
      moves: "D",
      result: null,
    });
    given(ANN_AND_BOB, ...moves("DG")).thenShows({
      ...STARTED,
      changedAt: "2026-03-01T14:02:00.000Z",
      moves: "Dg",
      result: null,
    });
  });

  it("shows how a game has ended", () => {
    given(ANN_AND_BOB, ...moves("ABABABA"), { type: "GameFinished", result: "PlayerOneWon" }).thenShows({
      ...STARTED,
      changedAt: "2026-03-01T14:08:00.000Z",
      moves: "AbAbAbA",
      result: "PlayerOneWon",
    });
  });

  it("cannot begin in the middle of a game", () => {
    expect(() => applyToGame(undefined, { type: "GameFinished", result: "Tied" }, at(0))).toThrow(
      new GameNotStartedError(),
    );
  });

  it.each([
    ["", "PlayerOne"],
    ["D", "PlayerTwo"],
    ["Dg", "PlayerOne"],
    ["dg", "PlayerOne"],
    ["DG", "PlayerTwo"],
  ])("knows whose token falls after the moves %j", (moves, token) => {
    expect(tokenAfter(moves)).toBe(token);
  });
});
