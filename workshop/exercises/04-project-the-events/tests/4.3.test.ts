import { describe, expect, test } from "vitest";
import { DONE, Loop, run, winsIn } from "./loop.ts";
import { openStore } from "./store.ts";

const store = openStore();

describe("the loop subscribes", () => {
  test("it catches up: what happened before it began is in the rows", async () => {
    const log = store.newLog();
    const end = await log.append("Ann", "Bob", "Ann");
    expect(await run(log, end)).toBe(DONE);
    expect(await winsIn(log)).toEqual({ Ann: 2, Bob: 1 });
  });

  test("it stays live: what happens from then on gets into the rows", async () => {
    const log = store.newLog();
    const before = await log.append("Ann");
    const loop = await Loop.start(log);
    expect(await loop.hasKept(before)).toBe(DONE);
    expect(await loop.hasKept(await log.append("Bob", "Ann"))).toBe(DONE);
    expect(await winsIn(log)).toEqual({ Ann: 2, Bob: 1 });
    expect(await loop.stop()).toBe(DONE);
  });

  test("it ends when the signal says so, and not before", async () => {
    const log = store.newLog();
    const end = await log.append("Ann");
    const loop = await Loop.start(log);
    expect(await loop.hasKept(end)).toBe(DONE);
    expect(await loop.stop()).toBe(DONE);
  });
});
