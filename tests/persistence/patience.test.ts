import { UnavailableError } from "@eventstore/db-client";
import { describe, expect, it, vi } from "vitest";
import { ask } from "../../src/persistence/ask.ts";

const ADDRESS = "esdb://somewhere:2113";
const SHORT = { attempts: 3, timeout: 10, pause: 2 };

/** @returns how often the store was asked, and for how many milliseconds, before its user was told. */
async function patienceWith(report: string, askNodes?: () => Promise<unknown[]>) {
  const question = vi.fn(() => Promise.reject(new UnavailableError(undefined, report)));
  const start = performance.now();
  await ask({ address: ADDRESS, ...(askNodes && { askNodes }) }, question, SHORT).catch(() => {});
  return { questions: question.mock.calls.length, time: performance.now() - start };
}

describe("the patience with a store", () => {
  it("lasts for an election where the store says that it is not ready", async () => {
    const { questions, time } = await patienceWith("Server Is Not Ready");
    expect(questions).toBe(3);
    expect(time, "8 times the pauses of 4 and 8 milliseconds").toBeGreaterThan(95);
  });

  it("lasts for an election where a node of a cluster has gone", async () => {
    const { questions, time } = await patienceWith("Connection dropped", async () => [undefined]);
    expect(questions).toBe(3);
    expect(time).toBeGreaterThan(95);
  });

  it("ends at once where asking again cannot help", async () => {
    expect(await patienceWith("certificate has expired")).toMatchObject({ questions: 1 });
  });

  it("ends with a second silence", async () => {
    const question = vi.fn(() => new Promise<never>(() => {}));
    await expect(ask(ADDRESS, question, SHORT)).rejects.toThrow("does not answer");
    expect(question).toHaveBeenCalledTimes(2);
  });

  it("is not spent on an error that is an answer, whatever its words", async () => {
    const strange = new Error("There is no game certificate has expired.");
    await expect(ask(ADDRESS, () => Promise.reject(strange), SHORT)).rejects.toBe(strange);
  });
});
