import { setTimeout as pause } from "node:timers/promises";
import { NotLeaderError, UnavailableError } from "@eventstore/db-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NoAnswerError } from "../../src/persistence/diagnose.ts";
import { RETRY_POLICY, type Store, withRetry, withTimeout } from "../../src/persistence/with-retry.ts";

vi.mock("node:timers/promises", () => ({ setTimeout: vi.fn() }));

const ADDRESS = "esdb://somewhere:2113";

const down = (report = "Connection dropped") => new UnavailableError(undefined, report);
const nowhereToGo = new Error("Failed to discover after 3 attempts.");
const NOT_READY = "Server Is Not Ready";
const silence = () => new Promise<never>(() => {});

/** Fake clock: time passes only during pauses. */
let now = 0;
beforeEach(() => {
  now = 1_000_000;
  vi.spyOn(Date, "now").mockImplementation(() => now);
  vi.spyOn(Math, "random").mockReturnValue(0);
  vi.mocked(pause).mockImplementation(async (milliseconds = 0) => {
    now += milliseconds;
  });
});
afterEach(() => {
  vi.mocked(pause).mockReset();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const pauses = () => vi.mocked(pause).mock.calls.map(([milliseconds]) => milliseconds);

/** Calls a store that fails with these errors in order, and then always with the last one. */
async function asking(errors: readonly Error[], store: Partial<Store> = {}, policy = RETRY_POLICY) {
  const start = now;
  let questions = 0;
  const question = () => Promise.reject(errors[Math.min(questions++, errors.length - 1)]);
  const error = await withRetry({ address: ADDRESS, ...store }, question, policy).catch((reason) => reason);
  return { error, message: error.message as string, questions, lasted: now - start };
}

describe("a store that fails", () => {
  it("is asked again after pauses that double, up to twenty times the first, and are random", async () => {
    await asking([down(NOT_READY)]);
    expect(pauses()).toEqual([50, 100, 200, 400, 800, 1_000, 1_000, 1_000]);
    vi.mocked(Math.random).mockReturnValue(0.5);
    vi.mocked(pause).mockClear();
    await asking([down()]);
    expect(pauses()).toEqual([75, 150, 300]);
  });

  it.each([
    ["a server that cannot be reached", down(), {}, 1_000],
    ["a server that starts", down(NOT_READY), {}, 5_000],
    ["a cluster without a node", down(), { askNodes: async () => [down()] }, 30_000],
    ["a cluster without a leader", down(NOT_READY), { askNodes: async () => [undefined] }, 30_000],
    ["a node that refers to another", notLeader(), {}, 30_000],
    ["a certificate that has expired", down("certificate has expired"), {}, 0],
  ])("is told after its time, not after a number of attempts: %s", async (_, error, store, limit) => {
    const { lasted } = await asking([error], store);
    expect(lasted).toBeLessThanOrEqual(limit);
    expect(lasted).toBeGreaterThanOrEqual(limit - 1_000);
  });

  it("is reported with its name, the advice and the cause", async () => {
    const cause = down();
    expect((await asking([cause])).error).toMatchObject({
      name: "EventStoreUnavailableError",
      address: ADDRESS,
      advice: expect.stringMatching(/^cannot be reached: /),
      cause,
      message: `The event store at ${ADDRESS} cannot be reached: start it, or leave out --store and EVENTSTOREDB_URI to use the embedded one.`,
    });
  });

  it("may be silent for three seconds, twice", async () => {
    vi.mocked(Date.now).mockRestore();
    vi.useFakeTimers();
    const question = vi.fn(silence);
    const told = vi.fn();
    const asked = withRetry(ADDRESS, question).catch(told);
    await vi.advanceTimersByTimeAsync(5_999);
    expect(told).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await asked;
    expect(told).toHaveBeenCalledWith(
      expect.objectContaining({ message: expect.stringContaining("does not answer: check that") }),
    );
    expect(question).toHaveBeenCalledTimes(2);
  });

  it("is not asked again after an error that is an answer, even one with words of an outage", async () => {
    const strange = new Error("There is no game certificate has expired.");
    expect(await asking([strange])).toMatchObject({ error: strange, questions: 1 });
  });

  it("is left, so that the next call searches for a node, unless it has named its leader", async () => {
    const leaveNode = vi.fn(async () => {});
    await asking([down(NOT_READY), notLeader(), new RangeError("no")], { leaveNode });
    expect(leaveNode).toHaveBeenCalledTimes(1);
  });
});

describe("a user who waits", () => {
  beforeEach(() => {
    vi.mocked(Date.now).mockRestore();
    vi.useFakeTimers();
    vi.mocked(pause).mockImplementation(
      (milliseconds, _, options) =>
        new Promise((resolve, reject) => {
          setTimeout(resolve, milliseconds);
          options?.signal?.addEventListener("abort", () => reject(options.signal?.reason));
        }),
    );
  });

  it("is told the reason after one second, each change of it, and the end", async () => {
    const onWaiting = vi.fn();
    const errors = [NOT_READY, NOT_READY, NOT_READY, NOT_READY, NOT_READY, "a word"].map(down);
    const question = async () => {
      const error = errors.shift();
      if (error) throw error;
    };
    const waiting = withRetry({ address: ADDRESS, onWaiting, askNodes: async () => [down()] }, question);
    await vi.advanceTimersByTimeAsync(999);
    expect(onWaiting).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    const notReady = `The event store at ${ADDRESS} is not ready: wait until it has started, and its cluster has elected a leader.`;
    expect(onWaiting.mock.calls).toEqual([[notReady]]);
    await vi.advanceTimersByTimeAsync(5_000);
    await waiting;
    expect(onWaiting.mock.calls).toEqual([
      [notReady],
      [expect.stringContaining("cannot be reached")],
      [undefined],
    ]);
  });

  it("is told of a silent store, too, but not of one that answers within a second", async () => {
    const onWaiting = vi.fn();
    const store = { address: ADDRESS, onWaiting };
    void withRetry(store, silence).catch(() => {});
    await vi.advanceTimersByTimeAsync(1_000);
    expect(onWaiting).toHaveBeenCalledWith(`The event store at ${ADDRESS} does not answer.`);
    await vi.advanceTimersByTimeAsync(9_000);
    onWaiting.mockClear();
    await withRetry(store, async () => "answer");
    await vi.advanceTimersByTimeAsync(9_000);
    expect(onWaiting).not.toHaveBeenCalled();
  });

  it.each([
    ["during an attempt", () => silence()],
    ["during a pause", () => Promise.reject(down(NOT_READY))],
  ])("leaves at once, %s", async (_, question) => {
    const leaving = new AbortController();
    const told = vi.fn();
    const store = { address: ADDRESS, givenUp: leaving.signal, askNodes: async () => [undefined] };
    const waiting = withRetry(store, question).catch(told);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(told).not.toHaveBeenCalled();
    leaving.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toHaveBeenCalledWith(expect.objectContaining({ name: "EventStoreUnavailableError" }));
    await waiting;
  });
});

describe("a cluster that fails", () => {
  const sentence = async (error: Error, nodes: readonly unknown[]) =>
    (await asking([error], { askNodes: async () => nodes })).message;

  it("is reported with what its nodes say, because the client does not know", async () => {
    expect(await sentence(nowhereToGo, [undefined, undefined])).toContain("is not ready");
    expect(await sentence(nowhereToGo, [new NoAnswerError(), down("x")])).toContain("does not answer");
    expect(await sentence(down(), [undefined, down(), down()])).toContain(
      "has 2 of its 3 nodes out of reach",
    );
    expect(await sentence(down(), [undefined])).toContain("names a node that cannot be reached");
  });

  it("is reported at once if a node's answer shows that asking again cannot help", async () => {
    const { questions, message } = await asking([nowhereToGo], {
      askNodes: async () => [down(), down("certificate has expired")],
    });
    expect(questions).toBe(1);
    expect(message).toContain("has a certificate that has expired");
  });

  it("is not asked node by node if the cause is known, or if a single node has just failed", async () => {
    const askNodes = vi.fn(async () => [undefined]);
    await asking([down(NOT_READY)], { askNodes });
    await asking([down("certificate has expired")], { askNodes });
    await asking([notLeader(), down(), new RangeError("no")], { askNodes });
    await asking([down(), new RangeError("no")], { askNodes });
    expect(askNodes).not.toHaveBeenCalled();
  });

  it("is not asked node by node after an error that is an answer", async () => {
    const strange = new Error("no");
    const askNodes = async () => [undefined];
    expect(await asking([strange], { askNodes })).toMatchObject({ error: strange, questions: 1 });
  });
});

describe("a node that redirects to its leader", () => {
  it("is named together with the leader, for every failure of the leader", async () => {
    const { message } = await asking([notLeader(), down()], {}, { ...RETRY_POLICY, cluster: 100 });
    expect(message).toContain(`${ADDRESS} refers to its leader at other:2114, which cannot be reached:`);
  });

  it("is forgotten together with the leader when the cluster is searched again", async () => {
    const { message } = await asking([notLeader(), down(), down(NOT_READY)]);
    expect(message).not.toContain("refers to");
  });
});

describe("waiting for an answer", () => {
  afterEach(() => vi.useRealTimers());

  it("ends with the answer or the error, and leaves no timer", async () => {
    vi.useFakeTimers();
    expect(await withTimeout(10, Promise.resolve("answer"))).toBe("answer");
    await expect(withTimeout(10, Promise.reject(new RangeError("no")))).rejects.toThrow(RangeError);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends at a signal, also one that was aborted before", async () => {
    for (const signal of [AbortSignal.abort(), AbortSignal.timeout(1)])
      await expect(withTimeout(10_000, silence(), signal)).rejects.toThrow(NoAnswerError);
  });

  it("ends after the time-out, and not before", async () => {
    vi.useFakeTimers();
    const told = vi.fn();
    const waiting = withTimeout(10, silence()).catch(told);
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
