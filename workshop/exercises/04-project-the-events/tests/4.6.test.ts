import { setTimeout as pause } from "node:timers/promises";
import type { Position } from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { readAt } from "../src/projections/read-at.ts";
import { SqliteReadStore } from "../src/projections/read-store/sqlite-read-store.ts";
import type { Checkpoint } from "../src/projections/runner/checkpoint.ts";
import { DONE, Loop } from "./loop.ts";
import { openStore } from "./store.ts";

const store = openStore();
/** More looks than these without a pause keep all else from happening. */
const MANY = 100;
const NO_ANSWER = "readAt has not answered";
/** Time limits of an answer in milliseconds: on a busy computer; and after another answer has not come. */
let patience = 4_000;
const LITTLE_PATIENCE = 200;
/** A time limit in milliseconds. */
const LONGER_THAN_ANY_TIMEOUT = 1_500;

type Readable = Pick<SqliteReadStore<object>, "read">;

/** readAt has asked again and again, and all else had to wait, the loop, too. */
class NoPauseError extends Error {
  override readonly name = "NoPauseError";

  constructor() {
    super(`readAt has asked ${MANY} times without a pause: meanwhile the loop cannot come to the event.`);
  }
}

const at = (number: number) => ({ commit: BigInt(number), prepare: BigInt(number) });

describe("an answer shows what has happened up to a position", () => {
  test("rows that have not come so far are waited for", async () => {
    expect(await inTime(readAt(storeAt(3, 4, 4, 5), at(5), (ask) => ask("…")))).toEqual(["read 4"]);
  });

  test("rows that have come further are as good", async () => {
    expect(await inTime(readAt(storeAt(undefined, 7), at(5), (ask) => ask("…")))).toEqual(["read 2"]);
  });

  test("where there is no position, nothing is waited for", async () => {
    expect(await inTime(readAt(storeAt(1, 2, 3), at(2), (ask) => ask("…")))).toEqual(["read 2"]);
    expect(await inTime(readAt(storeAt(undefined), undefined, (ask) => ask("…")))).toEqual(["read 1"]);
  });

  test("between two looks there is a pause, in which the loop can come to the event", async () => {
    expect(await outcomeOf(readAt(later(at(5)), at(5), (ask) => ask("…"), 500))).toBe("an answer");
  });

  test("who has won sees it, at once after the command", async () => {
    const log = store.newLog();
    const before = await log.append("Bob");
    const loop = await Loop.start(log);
    expect(await loop.hasKept(before)).toBe(DONE);
    const rows = await SqliteReadStore.open(log.file, log.projection);
    try {
      const position = await log.append("Ann");
      const wins = await inTime(
        readAt(withPauses(rows), position, (ask) => ask("SELECT wins FROM {wins} WHERE key = 'Ann'")),
      );
      expect(wins).toEqual([{ wins: 1 }]);
    } finally {
      rows.close();
    }
  });
});

describe("what takes too long is said", () => {
  test("after the time-out the answer is a ProjectionStalledError, and no old number", async () => {
    expect(await outcomeOf(readAt(storeAt(1), at(5), (ask) => ask("…"), 50))).toBe("ProjectionStalledError");
  });

  test("it is not said before the time-out", async () => {
    const began = performance.now();
    expect(await outcomeOf(readAt(storeAt(1), at(5), (ask) => ask("…"), 150))).toBe("ProjectionStalledError");
    expect(performance.now() - began).toBeGreaterThanOrEqual(149);
  });
});

/**
 * @returns a store whose checkpoint is at the next of these places each time that it is read, and stays at the last.
 */
function storeAt(...places: readonly (number | undefined)[]): Readable {
  let reads = 0;
  return withPauses({
    async read(question) {
      reads += 1;
      const place = places[Math.min(reads, places.length) - 1];
      const checkpoint: Checkpoint | undefined =
        place === undefined ? undefined : { position: at(place), eventId: `event-${place}` };
      return { answer: question(<Row>() => [`read ${reads}`] as Row[]), checkpoint };
    },
  });
}

/** @returns a store that comes to a position only in a turn of the program of its own, as the loop does. */
function later(position: Position): Readable {
  let checkpoint: Checkpoint | undefined;
  setImmediate(() => {
    checkpoint = { position, eventId: "an event" };
  });
  return withPauses({ read: async (question) => ({ answer: question(() => []), checkpoint }) });
}

/** @returns the store, which fails where it is asked again and again without a pause. */
function withPauses(rows: Readable): Readable {
  let reads = 0;
  return {
    async read(question) {
      if (reads === 0)
        setImmediate(() => {
          reads = 0;
        });
      reads += 1;
      if (reads > MANY) throw new NoPauseError();
      return rows.read(question);
    },
  };
}

/** @returns the answer, or that there is none. */
async function inTime(answer: Promise<unknown>): Promise<unknown> {
  const late = new AbortController();
  const waiting = pause(patience, undefined, { signal: late.signal }).then(
    () => {
      patience = LITTLE_PATIENCE;
      return NO_ANSWER;
    },
    () => undefined,
  );
  return Promise.race([answer, waiting]).finally(() => late.abort());
}

/** @returns "an answer", the name of the error's class, or that there was no answer in time. */
async function outcomeOf(answer: Promise<unknown>): Promise<string> {
  const name = answer.then(
    () => "an answer",
    (error) =>
      error instanceof NoPauseError || !(error instanceof Error) ? String(error) : error.constructor.name,
  );
  return Promise.race([name, pause(LONGER_THAN_ANY_TIMEOUT, NO_ANSWER, { ref: false })]);
}
