import { describe, expect, it } from "vitest";
import type { Result } from "../../src/domain/board.ts";
import { EqualPlayerNamesError, InvalidPlayerNameError, UnknownEventError } from "../../src/domain/errors.ts";
import { Match } from "../../src/domain/match.ts";
import {
  CorruptMatchError,
  InvalidBestOfError,
  MatchAlreadyStartedError,
  MatchNotStartedError,
} from "../../src/domain/match-errors.ts";
import type { MatchEvent } from "../../src/domain/match-events.ts";

const started = (bestOf = 3): MatchEvent => ({
  type: "MatchStarted",
  playerOne: "Ann",
  playerTwo: "Bob",
  bestOf,
});
const scheduled = (number: number): MatchEvent => ({
  type: "MatchGameScheduled",
  number,
  gameId: `game-${number}`,
});
const counted = (number: number, winner: string | null): MatchEvent => ({
  type: "MatchGameFinished",
  number,
  winner,
});
const won = (winner: string): MatchEvent => ({ type: "MatchFinished", winner });
const gameIds = (number: number) => `game-${number}`;

/** Given a history, when a command is called, then exactly these events are recorded, in this order. */
function given(...history: MatchEvent[]) {
  const match = Match.loadFromHistory("the-match", history);
  return {
    when: (command: (match: Match) => void) => ({
      thenRecords(...expected: MatchEvent[]) {
        command(match);
        expect(match.uncommittedEvents).toStrictEqual(expected);
      },
      thenRefuses(error: Error) {
        expect(() => command(match)).toThrow(error);
        expect(match.uncommittedEvents).toStrictEqual([]);
      },
    }),
  };
}

describe("startMatch", () => {
  const start =
    (bestOf: number, one = " Ann", two = "Bob ") =>
    (match: Match) =>
      match.startMatch(one, two, bestOf, gameIds);

  it.each([1, 3, 5, 99])("records who plays the best of %i games, and schedules the first", (bestOf) => {
    given().when(start(bestOf)).thenRecords(started(bestOf), scheduled(1));
  });

  it.each([0, 2, 4, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "is refused for the best of %d",
    (bestOf) => {
      given().when(start(bestOf)).thenRefuses(new InvalidBestOfError(bestOf));
    },
  );

  it("is refused for names that a game refuses", () => {
    given()
      .when(start(3, "ann", "ANN"))
      .thenRefuses(new EqualPlayerNamesError("ann", "ANN"));
    given()
      .when(start(3, "Ann", " "))
      .thenRefuses(InvalidPlayerNameError.becauseItIsBlank());
  });

  it("is refused a second time", () => {
    given(started(), scheduled(1)).when(start(3)).thenRefuses(new MatchAlreadyStartedError());
  });
});

describe("countGame", () => {
  const count = (gameId: string, result: Result) => (match: Match) =>
    match.countGame(gameId, result, gameIds);

  it("counts a result, and schedules the next game", () => {
    given(started(), scheduled(1))
      .when(count("game-1", "PlayerOneWon"))
      .thenRecords(counted(1, "Ann"), scheduled(2));
  });

  it("counts for the player who had that side in that game: the sides are swapped each time", () => {
    const second = [started(5), scheduled(1), counted(1, "Ann"), scheduled(2)];
    given(...second)
      .when(count("game-2", "PlayerOneWon"))
      .thenRecords(counted(2, "Bob"), scheduled(3));
    given(...second, counted(2, "Bob"), scheduled(3))
      .when(count("game-3", "PlayerTwoWon"))
      .thenRecords(counted(3, "Bob"), scheduled(4));
  });

  it("finishes the match when a player has won more than half of the games", () => {
    given(started(), scheduled(1), counted(1, "Ann"), scheduled(2))
      .when(count("game-2", "PlayerTwoWon"))
      .thenRecords(counted(2, "Ann"), won("Ann"));
    given(started(1), scheduled(1))
      .when(count("game-1", "PlayerTwoWon"))
      .thenRecords(counted(1, "Bob"), won("Bob"));
  });

  it("lets a tie be played again, as often as there is one", () => {
    const ties = [1, 2, 3, 4].flatMap((number) => [scheduled(number), counted(number, null)]);
    given(started(1), ...ties, scheduled(5))
      .when(count("game-5", "Tied"))
      .thenRecords(counted(5, null), scheduled(6));
    given(started(1), ...ties, scheduled(5))
      .when(count("game-5", "PlayerTwoWon"))
      .thenRecords(counted(5, "Bob"), won("Bob"));
  });

  it("passes over a game that has been counted, and one that it does not know", () => {
    const history = [started(), scheduled(1), counted(1, "Ann"), scheduled(2)];
    for (const result of ["PlayerOneWon", "PlayerTwoWon", "Tied"] as const) {
      given(...history)
        .when(count("game-1", result))
        .thenRecords();
      given(...history)
        .when(count("game-7", result))
        .thenRecords();
    }
    given(started(1), scheduled(1), counted(1, null)).when(count("game-1", "Tied")).thenRecords();
  });
});

describe("a loaded match", () => {
  it("knows its players, games, wins, winner and revision", () => {
    const history = [
      started(),
      scheduled(1),
      counted(1, null),
      scheduled(2),
      counted(2, "Bob"),
      scheduled(3),
    ];
    const match = Match.loadFromHistory("the-match", history);
    expect({ ...match.players }).toEqual({ playerOne: "Ann", playerTwo: "Bob" });
    expect([match.bestOf, match.winner, match.revision]).toEqual([3, undefined, 5]);
    expect(match.games).toEqual([
      { number: 1, gameId: "game-1", winner: null },
      { number: 2, gameId: "game-2", winner: "Bob" },
      { number: 3, gameId: "game-3", winner: undefined },
    ]);
    expect([match.winsOf("Ann"), match.winsOf("Bob")]).toEqual([0, 1]);
    expect([1, 2, 3].map((number) => match.playersOf(number).playerOne)).toEqual(["Ann", "Bob", "Ann"]);
    expect(Match.loadFromHistory("the-match", [...history, counted(3, "Bob"), won("Bob")]).winner).toBe(
      "Bob",
    );
  });

  it("goes on from its events: those that were stored are history", () => {
    const match = new Match("the-match");
    match.startMatch("Ann", "Bob", 3, gameIds);
    match.markCommitted([...match.uncommittedEvents]);
    expect([match.revision, match.uncommittedEvents]).toEqual([1, []]);
    match.countGame("game-1", "Tied", gameIds);
    expect(match.uncommittedEvents).toEqual([counted(1, null), scheduled(2)]);
  });

  it("asks no rule: an even number of games, a winner who has not won enough", () => {
    const match = Match.loadFromHistory("the-match", [started(2), scheduled(1), won("Ann"), won("Bob")]);
    expect([match.bestOf, match.winner]).toEqual([2, "Ann"]);
  });

  it.each([
    [0, [scheduled(1)], "This match has not started yet: it needs two players first."],
    [2, [started(), scheduled(1), counted(2, "Ann")], "Game 2 of this match has not been scheduled."],
  ])("is corrupt at revision %i if its state cannot hold the event", (revision, history, reason) => {
    const load = () => Match.loadFromHistory("m", history);
    expect(load).toThrow(CorruptMatchError);
    expect(load).toThrow(
      expect.objectContaining({
        name: "CorruptMatchError",
        cause: expect.objectContaining({ message: reason }),
        message: `The history of match m is corrupt at revision ${revision}: ${reason}`,
      }),
    );
  });

  it("knows the id that it was given", () => {
    expect(Match.loadFromHistory("the-match", [started()]).id).toBe("the-match");
  });

  it("has no players before the start, and no events of unknown types", () => {
    expect(() => new Match("m").players).toThrow(MatchNotStartedError);
    const match = Match.loadFromHistory("m", [started()]);
    expect(() => match.apply({ type: "MatchDrawn" } as never)).toThrow(UnknownEventError);
  });
});

it("a refusal says why", () => {
  const refusals = [new InvalidBestOfError(4), new MatchAlreadyStartedError()];
  expect(refusals.map(({ message }) => message)).toEqual([
    "A match is the best of an odd number of games, such as 3 or 5: 4 is none.",
    "This match has already started.",
  ]);
});
