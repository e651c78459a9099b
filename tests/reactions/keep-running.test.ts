import { expect, test } from "vitest";
import { keepRunning } from "../../src/reactions/keep-running.ts";

test("a reaction that fails runs again, until it is stopped", async () => {
  const stopping = new AbortController();
  const failures: unknown[] = [];
  let runs = 0;
  const run = async () => {
    if (++runs === 3) stopping.abort();
    throw new Error(`failure ${runs}`);
  };
  await keepRunning(run, stopping.signal, (error) => failures.push(error));
  expect(runs).toBe(3);
  expect(failures).toEqual([new Error("failure 1"), new Error("failure 2")]); // the third run was stopped, and did not fail
});

test("a reaction that has been stopped does not run", async () => {
  const run = async () => expect.unreachable();
  await keepRunning(run, AbortSignal.abort());
});
