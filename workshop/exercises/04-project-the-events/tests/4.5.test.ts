import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { dyingStore } from "../src/projections/read-store/dying-store.ts";
import type { ReadStore } from "../src/projections/read-store/read-store.ts";
import type { Checkpoint } from "../src/projections/runner/checkpoint.ts";
import { addEvents } from "../src/projections/transaction.ts";
import { DONE, Killed, Loop, run, winsIn } from "./loop.ts";
import { openStore } from "./store.ts";

const store = openStore();

describe("rows and checkpoint change together, or not at all", () => {
  test("killed between the rows and the checkpoint, and started again, one win counts once", async () => {
    const log = store.newLog();
    const end = await log.append("Ann");
    expect(await run(log, end, (rows) => dyingStore(rows, die))).toBe("it was killed");
    expect(await run(log, end)).toBe(DONE);
    expect(await winsIn(log)).toEqual({ Ann: 1 });
  });

  test.each([1, 2, 3, 4])(
    "killed after transaction %i, and started again, nothing is lost, and nothing counts twice",
    async (number) => {
      const log = store.newLog();
      const first = await log.append("Ann", "Bob");
      expect(await run(log, first, (rows) => killedAfter(rows, number))).toMatch(/it was killed|it has done/);
      expect(await run(log, await log.append("Ann"))).toBe(DONE);
      expect(await winsIn(log)).toEqual({ Ann: 2, Bob: 1 });
    },
  );

  test("two programs at work on the same rows count each win once", async () => {
    const log = store.newLog();
    const end = await log.append("Ann", "Bob");
    const [one, other] = [await Loop.start(log), await Loop.start(log)];
    const outcomes = [one.hasKept(end), other.hasKept(end)];
    expect(await Promise.race(outcomes)).toBe(DONE);
    expect(await Promise.all([one.stop(), other.stop()])).toEqual([DONE, DONE]);
    expect(await winsIn(log)).toEqual({ Ann: 1, Bob: 1 });
  });
});

describe("addEvents", () => {
  test("folds the events in their order, and moves the checkpoint to the last one", () => {
    expect(afterAdding(undefined, [1, 2, 3])).toEqual({ folded: [1, 2, 3], checkpoint: 3 });
  });

  test("passes over those that are in the rows already", () => {
    expect(afterAdding(2, [1, 2, 3, 4])).toEqual({ folded: [3, 4], checkpoint: 4 });
  });

  test("does not move the checkpoint back", () => {
    expect(afterAdding(undefined, [1])).toEqual({ folded: [1], checkpoint: 1 });
    expect(afterAdding(3, [1, 2])).toEqual({ folded: [], checkpoint: 3 });
  });
});

function die(): never {
  throw new Killed();
}

function killedAfter<Tables>(rows: ReadStore<Tables>, number: number): ReadStore<Tables> {
  let transactions = 0;
  return {
    ...dyingStore(rows, die),
    async transaction(work) {
      const result = await rows.transaction(work);
      transactions += 1;
      return transactions === number ? die() : result;
    },
  };
}

/** @param numbers of the events, which lie at these places in the log. */
function afterAdding(before: number | undefined, numbers: readonly number[]) {
  const folded: number[] = [];
  const at = (number: number): Checkpoint => ({
    position: { commit: BigInt(number), prepare: BigInt(number) },
    eventId: `event-${number}`,
  });
  let checkpoint = before === undefined ? undefined : at(before);
  const transaction = {
    tables: folded,
    checkpoint: () => checkpoint,
    moveCheckpoint: (to: Checkpoint) => {
      checkpoint = to;
    },
  };
  const events = numbers.map(
    (number) => ({ ...at(number), id: `event-${number}` }) as AllStreamRecordedEvent & Checkpoint,
  );
  addEvents(transaction, (tables, event) => tables.push(Number(event.position.commit)), events);
  return { folded, checkpoint: checkpoint && Number(checkpoint.position.commit) };
}
