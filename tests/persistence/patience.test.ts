import { setTimeout as pause } from "node:timers/promises";
import { NotLeaderError, UnavailableError } from "@eventstore/db-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ask, PATIENCE, within } from "../../src/persistence/ask.ts";
import { NoAnswerError } from "../../src/persistence/failures.ts";

vi.mock("node:timers/promises", () => ({ setTimeout: vi.fn(async () => {}) }));

const ADDRESS = "esdb://somewhere:2113";
const SHORT = { attempts: 3, timeout: 10, pause: 2 };

const down = (report = "Connection dropped") => new UnavailableError(undefined, report);
const nowhereToGo = new Error("Failed to discover after 3 attempts.");
const silence = () => new Promise<never>(() => {});

beforeEach(() => vi.spyOn(Math, "random").mockReturnValue(0.5));
afterEach(() => {
  vi.mocked(pause).mockClear();
  vi.restoreAllMocks();
});

const pauses = () => vi.mocked(pause).mock.calls.map(([milliseconds]) => milliseconds);

/** Asks a store that fails with one error after the other, the last of them for good. */
async function asking(
  errors: readonly Error[],
  patience = SHORT,
  askNodes?: (timeout: number) => Promise<unknown[]>,
) {
  let questions = 0;
  const question = () => Promise.reject(errors[Math.min(questions++, errors.length - 1)]);
  const store = { address: ADDRESS, ...(askNodes && { askNodes }) };
  const error = await ask(store, question, patience).catch((error) => error);
  return { error, message: error.message as string, questions, pauses: pauses() };
}

describe("the patience with a store", () => {
  it("begins with a short pause, doubles it, and makes it random", async () => {
    expect(await asking([down()])).toMatchObject({ questions: 3, pauses: [6, 12] });
    vi.mocked(Math.random).mockReturnValue(0);
    vi.mocked(pause).mockClear();
    expect(await asking([down()], { ...SHORT, attempts: 4 })).toMatchObject({
      questions: 4,
      pauses: [4, 8, 16],
    });
  });

  it("is three attempts, of three seconds each, and pauses of a tenth of a second and more, unless somebody says otherwise", async () => {
    expect(PATIENCE).toEqual({ attempts: 3, timeout: 3_000 });
    const question = vi.fn(() => Promise.reject(down()));
    await ask(ADDRESS, question).catch(() => {});
    expect(question).toHaveBeenCalledTimes(3);
    expect(pauses()).toEqual([150, 300]);
  });

  it("lasts for an election where the store says that it is not ready", async () => {
    expect(await asking([down("Server Is Not Ready")])).toMatchObject({ questions: 3, pauses: [48, 96] });
  });

  it("ends at once where asking again cannot help", async () => {
    expect(await asking([down("certificate has expired")])).toMatchObject({ questions: 1, pauses: [] });
  });

  it("ends with a second silence", async () => {
    const question = vi.fn(silence);
    await expect(ask(ADDRESS, question, SHORT)).rejects.toThrow("does not answer");
    expect(question).toHaveBeenCalledTimes(2);
    await expect(ask(ADDRESS, question, { ...SHORT, attempts: 1 })).rejects.toThrow("does not answer");
    expect(question).toHaveBeenCalledTimes(3);
  });

  it("is not spent on an error that is an answer, whatever its words", async () => {
    const strange = new Error("There is no game certificate has expired.");
    expect(await asking([strange])).toMatchObject({ error: strange, questions: 1 });
  });

  it("ends with the store, the advice and the cause", async () => {
    const cause = down();
    expect((await asking([cause])).error).toMatchObject({
      name: "EventStoreUnavailableError",
      address: ADDRESS,
      cause,
      message: `The event store at ${ADDRESS} cannot be reached: start it, or leave out --store and EVENTSTOREDB_URI to use the embedded one.`,
    });
  });
});

describe("the patience with a cluster", () => {
  const reachable = async () => [undefined];

  it("lasts for an election where a node has gone, and asks the others only in the end", async () => {
    const askNodes = vi.fn(reachable);
    const { message, ...rest } = await asking([down()], SHORT, askNodes);
    expect(rest).toMatchObject({ questions: 3, pauses: [48, 96] });
    expect(askNodes).toHaveBeenCalledTimes(1);
    expect(message).toContain("names a node that cannot be reached");
  });

  it("is not one with an election where there is only silence", async () => {
    const question = vi.fn(silence);
    await ask({ address: ADDRESS, askNodes: reachable }, question, SHORT).catch(() => {});
    expect(question).toHaveBeenCalledTimes(2);
    expect(pauses()).toEqual([6]);
  });

  it("lasts for an election where no node is found, although one can be reached", async () => {
    const askNodes = vi.fn(reachable);
    const { message, ...rest } = await asking([nowhereToGo], SHORT, askNodes);
    expect(rest).toMatchObject({ questions: 3, pauses: [48, 96] });
    expect(askNodes).toHaveBeenCalledTimes(3);
    expect(message).toContain("is not ready");
  });

  it.each([
    [10, 10],
    [3_000, 1_000],
  ])("of %i milliseconds waits %i for each node", async (timeout, expected) => {
    const askNodes = vi.fn(reachable);
    await asking([nowhereToGo], { ...SHORT, timeout }, askNodes);
    expect(askNodes).toHaveBeenCalledWith(expected);
  });

  it("ends at once where one of the nodes says why asking again cannot help", async () => {
    const { message, questions } = await asking([nowhereToGo], SHORT, async () => [
      down(),
      down("certificate has expired"),
    ]);
    expect(questions).toBe(1);
    expect(message).toContain("has a certificate that has expired");
  });

  it("ends with what the first node has failed with, otherwise", async () => {
    const { message, ...rest } = await asking([nowhereToGo], SHORT, async () => [
      new NoAnswerError(),
      down("Server Is Not Ready"),
    ]);
    expect(rest).toMatchObject({ questions: 3, pauses: [6, 12] });
    expect(message).toContain("does not answer");
  });

  it("is not spent on an error that is an answer", async () => {
    const strange = new Error("no");
    expect(await asking([strange], SHORT, reachable)).toMatchObject({ error: strange, questions: 1 });
  });

  it("asks no node where the cause is known", async () => {
    const askNodes = vi.fn(reachable);
    await asking([down("Server Is Not Ready")], SHORT, askNodes);
    await asking([down("certificate has expired")], SHORT, askNodes);
    await asking([notLeader(), down()], SHORT, askNodes);
    expect(askNodes).not.toHaveBeenCalled();
  });
});

describe("a node that refers to its leader", () => {
  it("is named together with the leader, whatever goes wrong there", async () => {
    const { message, questions } = await asking([notLeader(), down()]);
    expect(questions).toBe(3);
    expect(message).toContain(`${ADDRESS} refers to its leader at other:2114, which cannot be reached:`);
  });
});

describe("waiting for an answer", () => {
  afterEach(() => vi.useRealTimers());

  it("ends with the answer, or with what went wrong, and leaves no timer behind", async () => {
    vi.useFakeTimers();
    expect(await within(10, Promise.resolve("answer"))).toBe("answer");
    await expect(within(10, Promise.reject(new RangeError("no")))).rejects.toThrow(RangeError);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends when the time is over, and not before", async () => {
    vi.useFakeTimers();
    const told = vi.fn();
    const waiting = within(10, silence()).catch(told);
    await vi.advanceTimersByTimeAsync(9);
    expect(told).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(told).toHaveBeenCalledWith(expect.any(NoAnswerError));
    expect(told).toHaveBeenCalledWith(expect.objectContaining({ name: "NoAnswerError" }));
  });
});

function notLeader(): NotLeaderError {
  const leader = { "leader-endpoint-host": "other", "leader-endpoint-port": "2114" };
  return new NotLeaderError({ message: "follower", metadata: { getMap: () => leader } } as never);
}
