import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { readAt } from "../src/projections/read-at.ts";
import { SqliteReadStore } from "../src/projections/read-store/sqlite-read-store.ts";
import type { Checkpoint } from "../src/projections/runner/checkpoint.ts";
import { DONE, Loop } from "./loop.ts";
import { openStore } from "./store.ts";

const store = openStore();
/** A time limit in milliseconds. */
const LONGER_THAN_ANY_TIMEOUT = 1_500;

const at = (number: number) => ({ commit: BigInt(number), prepare: BigInt(number) });

describe("an answer shows what has happened up to a position", () => {
  test("rows that have not come so far are waited for", async () => {
    expect(await readAt(storeAt(3, 4, 4, 5), at(5), (ask) => ask("…"))).toEqual(["read 4"]);
  });

  test("rows that have come further are as good", async () => {
    expect(await readAt(storeAt(undefined, 7), at(5), (ask) => ask("…"))).toEqual(["read 2"]);
  });

  test("where there is no position, nothing is waited for", async () => {
    expect(await readAt(storeAt(1, 2, 3), at(2), (ask) => ask("…"))).toEqual(["read 2"]);
    expect(await readAt(storeAt(undefined), undefined, (ask) => ask("…"))).toEqual(["read 1"]);
  });

  test("who has won sees it, at once after the command", async () => {
    const log = store.newLog();
    const loop = await Loop.start(log);
    expect(await loop.hasKept(await log.append("Bob"))).toBe(DONE);
    const rows = await SqliteReadStore.open(log.file, log.projection);
    try {
      const position = await log.append("Ann");
      const wins = await readAt(rows, position, (ask) => ask("SELECT wins FROM {wins} WHERE key = 'Ann'"));
      expect(wins).toEqual([{ wins: 1 }]);
    } finally {
      rows.close();
    }
  });
});

describe("what takes too long is said", () => {
  test("after the time-out the answer is a ProjectionStalledError, and no old number", async () => {
    expect(await errorOf(readAt(storeAt(1), at(5), (ask) => ask("…"), 50))).toBe("ProjectionStalledError");
  });

  test("it is not said before the time-out", async () => {
    const began = performance.now();
    expect(await errorOf(readAt(storeAt(1), at(5), (ask) => ask("…"), 150))).toBe("ProjectionStalledError");
    expect(performance.now() - began).toBeGreaterThanOrEqual(149);
  });
});

/**
 * @returns a store whose checkpoint is at the next of these places each time that it is read, and stays at the last.
 */
function storeAt(...places: readonly (number | undefined)[]): Pick<SqliteReadStore<object>, "read"> {
  let reads = 0;
  return {
    async read(question) {
      reads += 1;
      const place = places[Math.min(reads, places.length) - 1];
      const checkpoint: Checkpoint | undefined =
        place === undefined ? undefined : { position: at(place), eventId: `event-${place}` };
      return { answer: question(<Row>() => [`read ${reads}`] as Row[]), checkpoint };
    },
  };
}

/** @returns the name of the error's class, "no error", or that there was no answer within a second. */
async function errorOf(answer: Promise<unknown>): Promise<string> {
  const name = answer.then(
    () => "no error",
    (error) => (error instanceof Error ? error.constructor.name : String(error)),
  );
  return Promise.race([name, pause(LONGER_THAN_ANY_TIMEOUT, "no answer", { ref: false })]);
}
