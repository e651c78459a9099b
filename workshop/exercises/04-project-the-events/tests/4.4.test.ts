import { describe, expect, test, vi } from "vitest";
import { SqliteReadStore } from "../src/projections/read-store/sqlite-read-store.ts";
import { DONE, run, winsIn } from "./loop.ts";
import { type Log, openStore } from "./store.ts";

const store = openStore();

describe("the loop remembers how far it has come", () => {
  test("started again, nothing counts twice", async () => {
    const log = store.newLog();
    expect(await run(log, await log.append("Ann", "Bob"))).toBe(DONE);
    expect(await run(log, await log.append("Cid"))).toBe(DONE);
    expect(await winsIn(log)).toEqual({ Ann: 1, Bob: 1, Cid: 1 });
  });

  test("what happened while it was away is not lost", async () => {
    const log = store.newLog();
    expect(await run(log, await log.append("Ann"))).toBe(DONE);
    await log.append("Ann");
    expect(await run(log, await log.append("Ann"))).toBe(DONE);
    expect(await winsIn(log)).toEqual({ Ann: 3 });
  });

  test("the checkpoint is the last event that is in the rows", async () => {
    const log = store.newLog();
    const end = await log.append("Ann", "Bob", "Cid");
    expect(await run(log, end)).toBe(DONE);
    expect((await checkpointIn(log))?.position).toEqual(end);
  });

  test("the subscription begins at the checkpoint: last year's events are not read once more", async () => {
    const log = store.newLog();
    const end = await log.append("Ann", "Bob");
    expect(await run(log, end)).toBe(DONE);
    const subscribe = vi.spyOn(log.client, "subscribeToAll");
    const outcome = await run(log, await log.append("Cid"));
    const asked = subscribe.mock.calls.map(([options]) => options?.fromPosition);
    subscribe.mockRestore();
    expect(outcome).toBe(DONE);
    expect(asked).toEqual([end]);
  });
});

async function checkpointIn({ file, projection }: Log) {
  const rows = await SqliteReadStore.open(file, projection);
  try {
    return (await rows.read(() => undefined)).checkpoint;
  } finally {
    rows.close();
  }
}
