import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EventLog } from "../../src/log/event-log.ts";
import { GroupCommit } from "../../src/log/group-commit.ts";
import { append } from "../../src/log/streams/append.ts";

let log: EventLog;
beforeEach(async () => {
  log = await EventLog.open(":memory:");
});
afterEach(() => log.close());

const empty = new Uint8Array();
const appendTo = (stream: string) => (target: EventLog) => {
  const event = { id: randomBytes(16), type: "event", isJson: false, data: empty, metadata: empty };
  return append(target, { stream, expected: "any", events: [event] });
};

test("changes that come together share a transaction, in their order", async () => {
  const transactions = vi.spyOn(log, "transaction");
  const commits = new GroupCommit(log, () => {});
  const results = await Promise.all([1, 2, 3, 4].map(() => commits.submit(appendTo("stream"))));
  expect(results.map((result) => result.kind === "appended" && result.revision)).toEqual([0, 1, 2, 3]);
  expect(transactions).toHaveBeenCalledTimes(1);
});

test("a change that comes while others are still coming waits for them", async () => {
  const transactions = vi.spyOn(log, "transaction");
  const commits = new GroupCommit(log, () => {});
  const submitted = await new Promise<Promise<unknown>[]>((resolve) => {
    const changes: Promise<unknown>[] = [];
    const submitInEachTurn = () => {
      if (changes.length === 5) return resolve(changes);
      setImmediate(submitInEachTurn);
      changes.push(commits.submit(appendTo("stream")));
    };
    submitInEachTurn();
  });
  await Promise.all(submitted);
  expect(transactions).toHaveBeenCalledTimes(1);
});

test("a change that fails does not fail those that came with it", async () => {
  const commits = new GroupCommit(log, () => {});
  const failing = () => {
    throw new Error("cannot be done");
  };
  const changes = [appendTo("before"), failing, appendTo("after")];
  const [before, failed, after] = await Promise.allSettled(changes.map((change) => commits.submit(change)));
  expect(failed).toMatchObject({ status: "rejected", reason: { message: "cannot be done" } });
  for (const outcome of [before, after])
    expect(outcome).toMatchObject({ value: { kind: "appended", revision: 0 } });
  expect([log.lastRevision("before"), log.lastRevision("after")]).toEqual([0, 0]);
});

test("nobody hears of a change before it is committed", async () => {
  const heard: string[] = [];
  const commits = new GroupCommit(log, () => heard.push(`watchers`));
  const commit = vi.spyOn(log, "transaction").mockImplementation((work) => {
    const result = work();
    heard.push("committed");
    return result;
  });
  await commits.submit(appendTo("stream"));
  heard.push("acknowledged");
  expect(heard).toEqual(["committed", "watchers", "acknowledged"]);
  commit.mockRestore();
});

test("what comes after closing is refused, and what came before is done", async () => {
  const commits = new GroupCommit(log, () => {});
  const before = commits.submit(appendTo("stream"));
  const closed = commits.close(new Error("closed"));
  const after = commits.submit(appendTo("stream"));
  await expect(after).rejects.toThrow("closed");
  await closed;
  expect(await before).toMatchObject({ kind: "appended", revision: 0 });
  expect(log.lastRevision("stream")).toBe(0);
});
