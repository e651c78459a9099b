import { expect, it } from "vitest";
import { UnknownEventError } from "../../src/domain/errors.ts";
import { type Happened, matchPolicy } from "../../src/reactions/policy.ts";

const happened = (event: Happened["event"], of: string, correlationId?: string): Happened => ({
  id: "event-1",
  of,
  correlationId,
  event,
});

it("counts a game that has ended, for the match that its correlation id names", () => {
  const event = { type: "GameFinished", result: "Tied" } as const;
  expect(matchPolicy(happened(event, "game-1", "match-1"))).toEqual({
    type: "CountGame",
    matchId: "match-1",
    gameId: "game-1",
    result: "Tied",
  });
  expect(matchPolicy(happened(event, "game-1"))).toBeUndefined();
});

it("starts a game that is due", () => {
  const event = { type: "MatchGameScheduled", number: 2, gameId: "game-2" } as const;
  expect(matchPolicy(happened(event, "match-1", "match-1"))).toEqual({
    type: "StartGame",
    matchId: "match-1",
    number: 2,
    gameId: "game-2",
  });
});

it.each<Happened["event"]>([
  { type: "GameStarted", playerOne: "Ann", playerTwo: "Bob" },
  { type: "MoveMade", player: "Ann", column: "D" },
  { type: "MatchStarted", playerOne: "Ann", playerTwo: "Bob", bestOf: 3 },
  { type: "MatchGameFinished", number: 1, winner: null },
  { type: "MatchFinished", winner: "Ann" },
])("does nothing about $type", (event) => {
  expect(matchPolicy(happened(event, "game-1", "match-1"))).toBeUndefined();
});

it("knows every type of event", () => {
  expect(() => matchPolicy(happened({ type: "GamePaused" } as never, "game-1", "match-1"))).toThrow(
    UnknownEventError,
  );
});
