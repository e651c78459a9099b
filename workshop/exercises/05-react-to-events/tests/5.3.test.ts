import { describe, expect, test } from "vitest";
import { type Death, DONE, doing, type Kept, KILLED, MOMENTS } from "./loop.ts";
import { openStore } from "./store.ts";

const store = openStore();
const NOT_ALL = "it does not carry out all commands";
const nothingKept = (): Kept => ({ checkpoint: undefined });

describe("the loop carries out what the policy says", () => {
  test("for what happened before it began, in order, and where there is nothing to do it goes on", async () => {
    const [log, done] = [store.newLog(), [] as string[]];
    await log.append("this", "nothing", "that", "nothing");
    const loop = doing(log, nothingKept(), done);
    expect(await loop.until(async () => done.length > 1, NOT_ALL)).toBe(DONE);
    expect(done).toEqual(["do this", "do that"]);
  });

  test("for what happens from then on", async () => {
    const [log, done] = [store.newLog(), [] as string[]];
    const loop = doing(log, nothingKept(), done);
    await log.append("this");
    expect(await loop.until(async () => done.length > 0, NOT_ALL)).toBe(DONE);
    await log.append("that");
    expect(await loop.until(async () => done.length > 1, NOT_ALL)).toBe(DONE);
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
    await log.append("that");
    const second = doing(log, kept, done);
    expect(await second.until(async () => done.includes("do that"), NOT_ALL)).toBe(DONE);
    expect(done).toEqual(["do this", "do that"]);
  });
});

describe("killed at any moment, and started again, nothing is lost, and nothing overtakes", () => {
  const deaths = ["first", "second", "third"].flatMap((at) =>
    MOMENTS.map((moment): Death => ({ at, moment })),
  );

  test.each(deaths.map((death) => [death.moment, death.at, death] as const))(
    "%s: the %s",
    async (_, __, death) => {
      const [log, kept, done] = [store.newLog(), nothingKept(), [] as string[]];
      const end = await log.append("first", "second", "third");
      expect(await doing(log, kept, done, death).hasHandled(end)).toMatch(/it was killed|it has done/);
      expect(await doing(log, kept, done).hasHandled(end)).toBe(DONE);
      const withoutRepeats = done.filter((command, index) => command !== done[index - 1]);
      expect(withoutRepeats).toEqual(["do first", "do second", "do third"]);
      expect(done.length).toBeLessThanOrEqual(4);
    },
  );
});

test("a command that fails ends the loop: nothing is done in its place, and the checkpoint stays before it", async () => {
  const [log, kept, done] = [store.newLog(), nothingKept(), [] as string[]];
  const before = await log.append("this");
  const end = await log.append("that");
  const death: Death = { at: "that", moment: "before the command has had an effect" };
  expect(await doing(log, kept, done, death).hasHandled(end)).toBe(KILLED);
  expect([done, kept.checkpoint?.position]).toEqual([["do this"], before]);
});
