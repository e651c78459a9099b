import { describe, expect, test } from "vitest";
import type { Happened } from "../src/reactions/policy.ts";
import { matchPolicy } from "../src/reactions/policy.ts";

const GAME = { id: "the event", of: "the game", correlationId: "the match" };
const MATCH = { id: "the event", of: "the match", correlationId: "the match" };

describe("whenever a game of a match has ended, it is to be counted", () => {
  test.each(["PlayerOneWon", "PlayerTwoWon", "Tied"] as const)("%s", (result) => {
    expect(matchPolicy({ ...GAME, event: { type: "GameFinished", result } })).toEqual({
      type: "CountGame",
      matchId: "the match",
      gameId: "the game",
      result,
    });
  });

  test("a game without a match is nobody's business", () => {
    const event = { type: "GameFinished", result: "Tied" } as const;
    expect(matchPolicy({ ...GAME, correlationId: undefined, event })).toBeUndefined();
  });
});

describe("whenever a game is due, it is to be started", () => {
  test("with the number and the id that it was scheduled with", () => {
    const event = { type: "MatchGameScheduled", number: 2, gameId: "the next game" } as const;
    expect(matchPolicy({ ...MATCH, event })).toEqual({
      type: "StartGame",
      matchId: "the match",
      number: 2,
      gameId: "the next game",
    });
  });
});

describe("nothing is to be done when this has happened", () => {
  const nothing: Happened[] = [
    { ...GAME, event: { type: "GameStarted", playerOne: "Ann", playerTwo: "Bob" } },
    { ...GAME, event: { type: "MoveMade", player: "Ann", column: "D" } },
    { ...MATCH, event: { type: "MatchStarted", playerOne: "Ann", playerTwo: "Bob", bestOf: 3 } },
    { ...MATCH, event: { type: "MatchGameFinished", number: 1, winner: "Ann" } },
    { ...MATCH, event: { type: "MatchFinished", winner: "Ann" } },
  ];
  test.each(nothing.map((happened) => [happened.event.type, happened] as const))("%s", (_, happened) => {
    expect(matchPolicy(happened)).toBeUndefined();
  });
});

test("told the same three times, it says the same three times: it remembers nothing", () => {
  const happened: Happened = { ...GAME, event: { type: "GameFinished", result: "PlayerOneWon" } };
  const commands = [1, 2, 3].map(() => matchPolicy(happened));
  expect(commands.map((command) => command?.type)).toEqual(["CountGame", "CountGame", "CountGame"]);
  expect(commands[2]).toEqual(commands[0]);
});
