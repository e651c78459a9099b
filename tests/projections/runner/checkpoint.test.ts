import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import { describe, expect, it } from "vitest";
import {
  type Checkpoint,
  checkpointAt,
  comparePositions,
  hasReached,
} from "../../../src/projections/runner/checkpoint.ts";

const at = (commit: number, prepare: number) => ({ commit: BigInt(commit), prepare: BigInt(prepare) });
const checkpoint = (commit: number, prepare: number): Checkpoint => ({
  position: at(commit, prepare),
  eventId: "some-id",
});

describe("a position in the log", () => {
  it.each([
    ["the same place", at(5, 4), at(5, 4), 0],
    ["an earlier commit", at(4, 4), at(5, 4), -1],
    ["an earlier commit, prepared later", at(4, 9), at(5, 4), -1],
    ["a later commit", at(6, 4), at(5, 4), 1],
    ["a later commit, prepared earlier", at(6, 1), at(5, 4), 1],
    ["the same commit, prepared earlier", at(5, 3), at(5, 4), -1],
    ["the same commit, prepared later", at(5, 5), at(5, 4), 1],
    [
      "one that no number can tell from the next",
      at(2 ** 53, 0),
      { commit: 2n ** 53n + 1n, prepare: 0n },
      -1,
    ],
  ])("compares as %s", (_, one, other, order) => {
    expect(comparePositions(one, other)).toBe(order);
  });
});

describe("a checkpoint", () => {
  it("has the position and the id of an event", () => {
    const event = { position: at(5, 4), id: "some-id" } as AllStreamRecordedEvent;
    expect(checkpointAt(event)).toEqual(checkpoint(5, 4));
  });

  it.each([
    ["is reached where it is the place", checkpoint(5, 4), true],
    ["is reached where it lies behind it", checkpoint(5, 5), true],
    ["is not reached where it lies before it", checkpoint(5, 3), false],
    ["is not reached where there is none", undefined, false],
  ])("%s", (_, seen, reached) => {
    expect(hasReached(seen, at(5, 4))).toBe(reached);
  });
});
