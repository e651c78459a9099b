import { setTimeout as pause } from "node:timers/promises";
import { NotLeaderError } from "@eventstore/db-client";
import { diagnose, diagnoseCluster, type Failure, hasFoundNoNode, NoAnswerError } from "./diagnose.ts";
import { EventStoreUnavailableError, sentenceOn } from "./errors.ts";

/** For how long a store is asked again. All times are in milliseconds. */
export interface RetryPolicy {
  /** How long to wait for one answer. */
  readonly timeout: number;
  /** How long to go on with a single server that cannot be reached. */
  readonly unreachable: number;
  /** How long to go on with a single server that is silent, or that starts. */
  readonly starting: number;
  /** How long to go on with a cluster, whatever is wrong: it may be electing a leader. */
  readonly cluster: number;
  /** The first pause before another attempt. Each is twice the one before, up to 20 times the first. */
  readonly pause: number;
}

export const RETRY_POLICY: RetryPolicy = {
  timeout: 3_000,
  unreachable: 1_000,
  starting: 5_000,
  cluster: 30_000,
  pause: 50,
};

/** Milliseconds after which the user is told what is being waited for. */
const NOTICE_AFTER = 1_000;
/** Milliseconds to wait for a node that is asked by itself; the others have been waited for already. */
const NODE_TIMEOUT = 1_000;

/** What `withRetry` has to know of a store. */
export interface Store {
  /** Fit to print, such as "esdb://localhost:2113". */
  readonly address: string;
  /**
   * Asks each node of a cluster by itself; a single server has no such function.
   *
   * @param timeout milliseconds to wait for each node.
   * @returns what each node has failed with, undefined for one that answers.
   */
  askNodes?(timeout: number): Promise<readonly unknown[]>;
  /** Makes the client leave the node that it is connected to, so that the next call looks for a node anew. */
  leaveNode?(): Promise<void>;
  /** Ends all waiting at once. */
  readonly givenUp?: AbortSignal;
  /** Is called with a sentence on what is being waited for, and with undefined when the waiting is over. */
  onWaiting?: ((sentence: string | undefined) => void) | undefined;
  /** Is called with a sentence on what is wrong while news of a game is waited for, and when it is mended. */
  onTrouble?: ((sentence: string) => void) | undefined;
}

/**
 * Asks the store, and asks again for as long as the policy allows, where the question may not have arrived. So the
 * operation must do no harm when it is repeated: a read, or an append of events that keep their ids.
 *
 * @param store or its address, for the message.
 * @throws EventStoreUnavailableError where there is no answer, or a refusal; all other errors pass through.
 */
export async function withRetry<Answer>(
  store: Store | string,
  operation: () => Promise<Answer>,
  policy: RetryPolicy = RETRY_POLICY,
): Promise<Answer> {
  const asked: Store = typeof store === "string" ? { address: store } : store;
  const start = Date.now();
  const notice = new Notice(asked);
  let leader: string | undefined;
  let isCluster = asked.askNodes !== undefined;
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        return await withTimeout(policy.timeout, operation(), asked.givenUp);
      } catch (error) {
        const redirect = error instanceof NotLeaderError ? error.leader : undefined;
        isCluster ||= redirect !== undefined;
        // The client has followed the redirect of the attempt before: this error is the leader's.
        leader = redirect ? `${redirect.address}:${redirect.port}` : leader;
        const failure = leader ? diagnose(error) : await diagnoseStore(asked, error, Date.now() - start);
        if (!failure) throw error;
        if (!asked.givenUp?.aborted)
          notice.advice = leader
            ? `refers to its leader at ${leader}, which ${failure.advice}`
            : failure.advice;
        const length = Math.min(2 ** attempt, 20) * policy.pause * (1 + Math.random());
        const isOver = Date.now() - start + length >= limitFor(failure, isCluster, policy);
        if (isOver || asked.givenUp?.aborted)
          throw new EventStoreUnavailableError(asked.address, notice.advice, { cause: error });
        if (!redirect) {
          leader = undefined;
          await asked.leaveNode?.();
        }
        await pause(length, undefined, { signal: asked.givenUp }).catch(() => {});
      }
    }
  } finally {
    notice.end();
  }
}

/** @returns for how many milliseconds to go on after this failure. */
function limitFor({ passes }: Failure, isCluster: boolean, policy: RetryPolicy): number {
  if (passes === "never") return 0;
  if (isCluster) return policy.cluster;
  return passes === "soon" ? policy.unreachable : policy.starting;
}

/**
 * Asks the nodes of a cluster, too, where the error alone does not say enough.
 *
 * @param elapsed for how many milliseconds the store has been asked: at first, a node that has gone says enough.
 * @returns undefined for an error that is the answer of the store.
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

/** Tells the user what is being waited for, once it has taken a while, and whenever that changes. */
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
 * Waits for an answer, and no longer: the client would wait for ever, whatever the deadline of an append.
 *
 * @param signal ends the waiting, too.
 * @throws NoAnswerError, or what the answer throws.
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
