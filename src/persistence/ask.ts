import { setTimeout as pause } from "node:timers/promises";
import { NotLeaderError } from "@eventstore/db-client";
import { EventStoreUnavailableError } from "./errors.ts";
import { type Failure, failureOf, NOT_READY, NoAnswerError, UNREACHABLE_NODE } from "./failures.ts";

/** How long to wait for a store before its user is told. */
export interface Patience {
  /** How often to ask; twice at most where there is only silence. */
  readonly attempts: number;
  /** For one answer, in milliseconds. */
  readonly timeout: number;
  /** Before it is asked again, in milliseconds: the least, which doubles, and is 8 times as long for an election. */
  readonly pause?: number;
}

const PAUSE = 50;
/** For a node that is asked by itself, in milliseconds; the others have been waited for already. */
const NODE_TIMEOUT = 1_000;

export const PATIENCE: Patience = { attempts: 3, timeout: 3_000 };

/** A store, as its user is told of it. */
export interface Store {
  /** Fit to print, such as "esdb://localhost:2113". */
  readonly address: string;
  /**
   * Of a cluster alone: asks each node by itself, and returns what each has failed with, undefined for one that answers
   * within that many milliseconds. The client, which looks for the best of the nodes, does not say why it has found none.
   */
  askNodes?(timeout: number): Promise<readonly unknown[]>;
}

/**
 * Asks the store, and once more where it is not known whether the question arrived. So the question must be one
 * that does no harm when it is asked twice: a read, or an append of events that keep their ids.
 *
 * @param store or its address, for the message.
 * @throws EventStoreUnavailableError where there is no answer, or a refusal; all other errors pass through.
 */
export async function ask<Answer>(
  store: Store | string,
  question: () => Promise<Answer>,
  { attempts, timeout, pause: least = PAUSE }: Patience = PATIENCE,
): Promise<Answer> {
  const { address, askNodes } = typeof store === "string" ? { address: store } : store;
  let leader: string | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      return await within(timeout, question());
    } catch (error) {
      // The client turns to the leader of itself: what goes wrong from here on goes wrong there.
      if (error instanceof NotLeaderError) leader = `${error.leader.address}:${error.leader.port}`;
      const isLast = attempt >= (error instanceof NoAnswerError ? Math.min(attempts, 2) : attempts);
      let failure = failureOf(error);
      if (askNodes && !leader && failure?.passes === "soon") {
        failure = await failureInCluster(error, failure, isLast, () =>
          askNodes(Math.min(timeout, NODE_TIMEOUT)),
        );
      }
      if (!failure) throw error;
      if (isLast || failure.passes === "never") {
        const advice = leader ? `refers to its leader at ${leader}, which ${failure.advice}` : failure.advice;
        throw new EventStoreUnavailableError(address, advice, { cause: error });
      }
      await pause(2 ** attempt * least * (failure.passes === "soon" ? 1 : 8) * (1 + Math.random()));
    }
  }
}

/** Looks into a cluster for the cause, which the error alone may not show. */
async function failureInCluster(
  error: unknown,
  failure: Failure,
  isLast: boolean,
  askNodes: () => Promise<readonly unknown[]>,
): Promise<Failure | undefined> {
  const noNodeFound = error instanceof Error && error.message.startsWith("Failed to discover");
  if (!noNodeFound && !isLast) {
    // A node that was found, and fails, may be the old leader: the others elect a new one meanwhile.
    return error instanceof NoAnswerError ? failure : NOT_READY;
  }
  const errors = await askNodes();
  const failures = errors.map(failureOf).filter((one) => one !== undefined);
  if (failures.length < errors.length) return noNodeFound ? NOT_READY : UNREACHABLE_NODE;
  return failures.find(({ passes }) => passes === "never") ?? failures[0];
}

/**
 * Waits for an answer, and no longer: the client would wait for ever, whatever the deadline of an append.
 *
 * @throws NoAnswerError, or what the answer throws.
 */
export async function within<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  let bell: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    bell = setTimeout(() => reject(new NoAnswerError()), milliseconds);
  });
  return Promise.race([answer, silence]).finally(() => clearTimeout(bell));
}
