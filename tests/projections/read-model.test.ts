import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import { describe, expect, it } from "vitest";
import { checkpointAt } from "../../src/projections/checkpoint.ts";
import { ReadModel } from "../../src/projections/read-model.ts";
import { ANN_AND_BOB, moves } from "../domain/specification.ts";
import { movesOf } from "./test-store.ts";

/** The events of a game as they come out of a log, one after the other from position 1 on. */
function logged(prefix: string, columns: string): AllStreamRecordedEvent[] {
  return [ANN_AND_BOB, ...moves(columns)].map(({ type, ...data }, revision) => {
    const place = BigInt(revision + 1);
    return {
      streamId: "game-one",
      id: `${prefix}-${revision}`,
      revision: BigInt(revision),
      position: { commit: place, prepare: place },
      type,
      data,
      metadata: {},
      isJson: true as const,
      created: new Date(0),
    };
  });
}

const HERE = logged("here", "ABCDEF");
const ELSEWHERE = logged("elsewhere", "GFEDCB");

/** A read model that has come as far as the event before `length`. */
async function readUpTo(length: number): Promise<ReadModel> {
  const readModel = await ReadModel.open(":memory:");
  await readModel.add(undefined, HERE.slice(0, length));
  return readModel;
}

/** What is added from one event of a log to another, as by a runner that has seen everything before. */
function add(readModel: ReadModel, log: readonly AllStreamRecordedEvent[], from: number, to: number) {
  const before = log[from - 1];
  return readModel.add(before && checkpointAt(before), log.slice(from, to));
}

describe("what may be added to a read model that has four events", () => {
  it.each([
    ["the next ones", 4, 6, "ABCDE"],
    ["some of the old ones and the next ones", 2, 6, "ABCDE"],
    ["all of them and the next ones", 0, 6, "ABCDE"],
    ["old ones, which changes nothing", 0, 3, "ABC"],
    ["exactly the old ones, which changes nothing", 0, 4, "ABC"],
  ])("%s", async (_, from, to, expected) => {
    const readModel = await readUpTo(4);
    expect(await add(readModel, HERE, from, to)).toBe(true);
    expect(movesOf(await readModel.snapshot())).toEqual({ one: expected });
  });

  it.each([
    ["what leaves a gap", HERE, 5, 7],
    ["the next ones of another store", ELSEWHERE, 4, 6],
    ["what another store has had at the same places", ELSEWHERE, 0, 6],
  ])("but not %s", async (_, log, from, to) => {
    const readModel = await readUpTo(4);
    expect(await add(readModel, log, from, to)).toBe(false);
    expect(movesOf(await readModel.snapshot())).toEqual({ one: "ABC" });
  });

  it("and nothing but the very first ones once it has been cleared", async () => {
    const readModel = await readUpTo(4);
    await readModel.clear();
    expect(await add(readModel, HERE, 4, 6)).toBe(false);
    expect(movesOf(await readModel.snapshot())).toEqual({});
    expect(await add(readModel, HERE, 0, 6)).toBe(true);
  });
});

it("is cleared for another store only if nobody else has gone on in the meantime", async () => {
  const readModel = await readUpTo(4);
  const before = await readModel.checkpoint();
  await add(readModel, HERE, 4, 6);
  await readModel.clear(before);
  expect(movesOf(await readModel.snapshot())).toEqual({ one: "ABCDE" });
});
