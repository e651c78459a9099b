import { describe, expect, test } from "vitest";
import { type Death, DONE, doing, type Kept, KILLED, MOMENTS } from "./loop.ts";
import { openStore } from "./store.ts";

const store = openStore();
const nothingKept = (): Kept => ({ checkpoint: undefined });

describe("the loop carries out what the policy says", () => {
  test("for what happened before it began, in order, and where there is nothing to do it goes on", async () => {
    const [log, done] = [store.newLog(), [] as string[]];
    const end = await log.append("this", "nothing", "that", "nothing");
    const loop = doing(log, nothingKept(), done);
    expect(await loop.hasHandled(end)).toBe(DONE);
    expect(done).toEqual(["do this", "do that"]);
  });

  test("for what happens from then on", async () => {
    const [log, done] = [store.newLog(), [] as string[]];
    const loop = doing(log, nothingKept(), done);
    expect(await loop.hasHandled(await log.append("this"))).toBe(DONE);
    expect(await loop.hasHandled(await log.append("that"))).toBe(DONE);
    expect(done).toEqual(["do this", "do that"]);
    expect(await loop.stop()).toBe(DONE);
  });
});

describe("the loop remembers how far it has come", () => {
  test("started again, it does nothing twice, and loses nothing that happened while it was away", async () => {
    const [log, kept, done] = [store.newLog(), nothingKept(), [] as string[]];
    const first = doing(log, kept, done);
    expect(await first.hasHandled(await log.append("this", "nothing"))).toBe(DONE);
    expect(await first.stop()).toBe(DONE);
    const end = await log.append("that");
    expect(await doing(log, kept, done).hasHandled(end)).toBe(DONE);
    expect(done).toEqual(["do this", "do that"]);
  });
});

describe("killed at any moment, and started again, nothing is lost, and nothing overtakes", () => {
  const deaths = ["first", "second", "third"].flatMap((at) =>
    MOMENTS.map((moment): Death => ({ at, moment })),
  );

  test.each(deaths)("$moment: the $at", async (death) => {
    const [log, kept, done] = [store.newLog(), nothingKept(), [] as string[]];
    const end = await log.append("first", "second", "third");
    expect(await doing(log, kept, done, death).hasHandled(end)).toMatch(/it was killed|it has done/);
    expect(await doing(log, kept, done).hasHandled(end)).toBe(DONE);
    const withoutRepeats = done.filter((command, index) => command !== done[index - 1]);
    expect(withoutRepeats).toEqual(["do first", "do second", "do third"]);
    expect(done.length).toBeLessThanOrEqual(4);
  });
});

test("a command that fails ends the loop: nothing is done in its place, and the checkpoint stays before it", async () => {
  const [log, kept, done] = [store.newLog(), nothingKept(), [] as string[]];
  const before = await log.append("this");
  const end = await log.append("that");
  const death: Death = { at: "that", moment: "before the command has had an effect" };
  expect(await doing(log, kept, done, death).hasHandled(end)).toBe(KILLED);
  expect([done, kept.checkpoint?.position]).toEqual([["do this"], before]);
});
