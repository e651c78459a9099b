import { describe, expect, it } from "vitest";
import type { GameEvent } from "../../src/domain/events.ts";
import { applyToSummary, type GameSummary } from "../../src/projections/games.ts";
import { ANN_AND_BOB, moves } from "../domain/specification.ts";

const MINUTE = 60_000;
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 14, 0) + minute * MINUTE);

/** Given what has happened, one event a minute from 14:00 on, then this is what there is to see. */
function given(...events: GameEvent[]) {
  const summary = events.reduce<GameSummary | undefined>(
    (game, event, minute) => applyToSummary(game, event, at(minute)),
    undefined,
  );
  return { thenShows: (expected: GameSummary) => expect(summary).toStrictEqual(expected) };
}

const STARTED = { playerOne: "Ann", playerTwo: "Bob", startedAt: "2026-03-01T14:00:00.000Z" };

describe("the list of games", () => {
  it("shows who plays, and that player one moves first", () => {
    given(ANN_AND_BOB).thenShows({
      ...STARTED,
      changedAt: "2026-03-01T14:00:00.000Z",
      columns: "",
      nextPlayer: "Ann",
      result: null,
    });
  });

  it("shows the moves, and whose turn it is after each", () => {
    given(ANN_AND_BOB, ...moves("D")).thenShows({
      ...STARTED,
      changedAt: "2026-03-01T14:01:00.000Z",
      columns: "D",
      nextPlayer: "Bob",
      result: null,
    });
    given(ANN_AND_BOB, ...moves("DG")).thenShows({
      ...STARTED,
      changedAt: "2026-03-01T14:02:00.000Z",
      columns: "DG",
      nextPlayer: "Ann",
      result: null,
    });
  });

  it("shows how a game has ended, and that nobody moves any more", () => {
    given(ANN_AND_BOB, ...moves("ABABABA"), { type: "GameFinished", result: "PlayerOneWon" }).thenShows({
      ...STARTED,
      changedAt: "2026-03-01T14:08:00.000Z",
      columns: "ABABABA",
      nextPlayer: null,
      result: "PlayerOneWon",
    });
  });

  it("cannot begin in the middle of a game", () => {
    expect(() => applyToSummary(undefined, { type: "GameFinished", result: "Tied" }, at(0))).toThrow(
      new RangeError("A game begins with GameStarted, not with GameFinished."),
    );
  });
});
