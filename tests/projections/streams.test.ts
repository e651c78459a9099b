import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { gameProjection } from "../../src/projections/game-projection.ts";
import { follows } from "../../src/projections/runner/subscription.ts";
import { idIn, prefixesOf } from "../../src/projections/streams.ts";

const PREFIXES = prefixesOf("game-");
const gameIdOf = (stream: string) => idIn(stream, "game-");
const isOfGame = (streamId: string) =>
  follows(gameProjection, { streamId, type: "MoveMade" } as AllStreamRecordedEvent);

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
