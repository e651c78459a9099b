import { expect, test } from "vitest";
import { gameIdOf, isOfGame, PREFIXES } from "../../src/projections/game-streams.ts";

test("a game has a stream and a metadata stream", () => {
  expect(PREFIXES).toEqual(["game-", "$$game-"]);
  expect(["game-1", "$$game-1"].map(isOfGame)).toEqual([true, true]);
  expect(["game-1", "$$game-1", "game-$$game-1"].map(gameIdOf)).toEqual(["1", "1", "$$game-1"]);
});

test.each(["another-game-1", "$$another-game-1", "game", "$$$game-1", "$ce-game", ""])(
  "%j is not of a game",
  (stream) => {
    expect(isOfGame(stream)).toBe(false);
  },
);
