import { setTimeout as pause } from "node:timers/promises";
import { NotLeaderError } from "@eventstore/db-client";
import { diagnose, diagnoseCluster, type Failure, hasFoundNoNode, NoAnswerError } from "./diagnose.ts";
import { EventStoreUnavailableError, sentenceOn } from "./errors.ts";

/** How long to retry an operation on a store. All times are in milliseconds. */
export interface RetryPolicy {
  /** How long to wait for the answer to one attempt. */
  readonly timeout: number;
  /** How long to retry with a single server that cannot be reached. */
  readonly unreachable: number;
  /** How long to retry with a single server that is silent or starting. */
  readonly starting: number;
  /** How long to retry with a cluster, which may be electing a leader. */
  readonly cluster: number;
  /** The first pause between attempts. Each is twice the one before, up to 20 times; a random part is added. */
  readonly pause: number;
}

export const RETRY_POLICY: RetryPolicy = {
  timeout: 3_000,
  unreachable: 1_000,
  starting: 5_000,
  cluster: 30_000,
  pause: 50,
};

/** Milliseconds before the user is told that the program waits, and why. */
const NOTICE_AFTER = 1_000;
/** Milliseconds to wait for each node's answer. Short, since the user has already waited for the failed attempt. */
const NODE_TIMEOUT = 1_000;

/** A store, as `withRetry` needs it. */
export interface Store {
  /** Safe to print, such as "esdb://localhost:2113". */
  readonly address: string;
  /**
   * Asks each node of a cluster by itself. Only a cluster has this function.
   *
   * @param timeout milliseconds to wait for each node.
   * @returns the error of each node, undefined for a node that answers.
   */
  askNodes?(timeout: number): Promise<readonly unknown[]>;
  /** Disconnects the client from its node, so that the next call searches for a node again. */
  leaveNode?(): Promise<void>;
  /** Ends all waiting when it aborts. */
  readonly givenUp?: AbortSignal;
  /** Is called with a sentence that says why an operation waits, and with undefined when it no longer waits. */
  onWaiting?: ((sentence: string | undefined) => void) | undefined;
  /** Is called with a sentence when the store fails while a `StreamFeed` waits, and when it answers again. */
  onTrouble?: ((sentence: string) => void) | undefined;
}

/**
 * Retries an operation while the store does not answer, for as long as the policy allows. A failed attempt may have
 * been carried out, so the operation must be repeatable: a read, or an append of events that keep their ids.
 *
 * @param storeOrAddress a store, or only its address for error messages.
 * @throws EventStoreUnavailableError if the store does not answer, or refuses to; all other errors pass through.
 */
export async function withRetry<Answer>(
  storeOrAddress: Store | string,
  operation: () => Promise<Answer>,
  policy: RetryPolicy = RETRY_POLICY,
): Promise<Answer> {
  const store: Store = typeof storeOrAddress === "string" ? { address: storeOrAddress } : storeOrAddress;
  const start = Date.now();
  const notice = new Notice(store);
  let leader: string | undefined;
  let isCluster = store.askNodes !== undefined;
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        return await withTimeout(policy.timeout, operation(), store.givenUp);
      } catch (error) {
        const redirect = error instanceof NotLeaderError ? error.leader : undefined;
        isCluster ||= redirect !== undefined;
        // The client has followed the redirect of an earlier attempt, so this error is the leader's.
        leader = redirect ? `${redirect.address}:${redirect.port}` : leader;
        const failure = leader ? diagnose(error) : await diagnoseStore(store, error, Date.now() - start);
        if (!failure) throw error;
        if (!store.givenUp?.aborted)
          notice.advice = leader
            ? `refers to its leader at ${leader}, which ${failure.advice}`
            : failure.advice;
        const pauseFor = Math.min(2 ** attempt, 20) * policy.pause * (1 + Math.random());
        const isOver = Date.now() - start + pauseFor >= limitFor(failure, isCluster, policy);
        if (isOver || store.givenUp?.aborted)
          throw new EventStoreUnavailableError(store.address, notice.advice, { cause: error });
        if (!redirect) {
          leader = undefined;
          await store.leaveNode?.();
        }
        await pause(pauseFor, undefined, { signal: store.givenUp }).catch(() => {});
      }
    }
  } finally {
    notice.end();
  }
}

/** @returns for how many milliseconds to retry after this failure. */
function limitFor({ passes }: Failure, isCluster: boolean, policy: RetryPolicy): number {
  if (passes === "never") return 0;
  if (isCluster) return policy.cluster;
  return passes === "soon" ? policy.unreachable : policy.starting;
}

/**
 * Finds out why an operation failed. If the error is not enough, this asks the nodes of a cluster as well.
 *
 * @param elapsed milliseconds since the first attempt. In the first second the error of the lost node is enough, unless
 *   the client has found no node at all.
 * @returns undefined if the error is the store's answer.
 */
export async function diagnoseStore(
  store: Store,
  error: unknown,
  elapsed: number,
): Promise<Failure | undefined> {
  const failure = diagnose(error);
  if (!store.askNodes || failure?.passes !== "soon") return failure;
  if (elapsed < NOTICE_AFTER && !hasFoundNoNode(error)) return failure;
  return diagnoseCluster(error, await store.askNodes(NODE_TIMEOUT));
}

/** Tells the user why an operation waits: once it takes long, and again when the reason changes. */
class Notice {
  readonly #store: Store;
  readonly #timer: NodeJS.Timeout;
  #advice = "does not answer";
  #isShown = false;

  constructor(store: Store) {
    this.#store = store;
    this.#timer = setTimeout(() => {
      this.#isShown = true;
      this.#show();
    }, NOTICE_AFTER);
  }

  get advice(): string {
    return this.#advice;
  }

  set advice(advice: string) {
    if (advice === this.#advice) return;
    this.#advice = advice;
    if (this.#isShown) this.#show();
  }

  end(): void {
    clearTimeout(this.#timer);
    if (this.#isShown) this.#store.onWaiting?.(undefined);
  }

  #show(): void {
    this.#store.onWaiting?.(sentenceOn(this.#store.address, this.#advice));
  }
}

/**
 * Waits for an answer for a limited time: the client ignores the deadline of an append, and would wait for ever.
 *
 * @param signal also ends the waiting.
 * @throws NoAnswerError if there is no answer in time, or the signal aborts; the answer's own errors pass through.
 */
export async function withTimeout<Answer>(
  milliseconds: number,
  answer: Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  let end = () => {};
  const silence = new Promise<never>((_, reject) => {
    end = () => reject(new NoAnswerError());
  });
  const timer = setTimeout(end, milliseconds);
  signal?.addEventListener("abort", end);
  if (signal?.aborted) end();
  return Promise.race([answer, silence]).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  });
}
