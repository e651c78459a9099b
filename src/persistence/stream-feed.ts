import { setTimeout as pause } from "node:timers/promises";
import {
  type EventStoreDBClient,
  NotLeaderError,
  START,
  StreamDeletedError,
  StreamNotFoundError,
} from "@eventstore/db-client";
import { EventStoreUnavailableError, sentenceOn } from "./errors.ts";
import { AT_THE_LEADER } from "./stream.ts";
import { diagnoseStore, RETRY_POLICY, type Store, withTimeout } from "./with-retry.ts";

// All times are in milliseconds.

/** How long a single server may be unreachable before `beyond` gives up. */
const OUTAGE_TIMEOUT = 30_000;
/** The pauses before subscribing again: each is twice the one before. */
const MIN_PAUSE = 50;
const MAX_PAUSE = 1_000;
/** How long to wait for the end of a subscription. */
const UNSUBSCRIBE_TIMEOUT = 200;
/** How often `beyond` checks that the store still answers. */
const CHECK_INTERVAL = 2_000;

/** Waits for new events of one game or match, by a subscription to its stream. */
export class StreamFeed {
  readonly #store: Store & { readonly client: EventStoreDBClient };
  readonly #stream: string;
  readonly #checkInterval: number;
  readonly #closing = new AbortController();
  #length: number;
  #failure: unknown;
  #isWaitedFor = false;
  #isChecking = false;
  /** The advice that was reported last, until the store answers again. */
  #reported: string | undefined;
  #wake = () => {};
  #subscribeAnew = () => {};
  readonly #following: Promise<void>;

  /**
   * @param store its `onTrouble` is called while `beyond` waits: when the store fails, and when it answers again.
   * @param stream such as "game-<id>"; it may not exist yet.
   * @param length how many of its events are known already.
   * @param checkInterval how often `beyond` checks that the store still answers, in milliseconds.
   */
  constructor(
    store: Store & { readonly client: EventStoreDBClient },
    stream: string,
    length: number,
    checkInterval = CHECK_INTERVAL,
  ) {
    this.#store = store;
    this.#stream = stream;
    this.#length = length;
    this.#checkInterval = checkInterval;
    this.#following = this.#follow();
  }

  /**
   * Waits until the stream has more than `length` events, or has been deleted. Call it again only after it has returned
   * or thrown.
   *
   * @param signal ends the waiting.
   * @throws EventStoreUnavailableError if a single server has been unreachable for half a minute.
   * @throws the reason of the signal.
   */
  async beyond(length: number, signal?: AbortSignal): Promise<void> {
    const wake = () => this.#wake();
    signal?.addEventListener("abort", wake);
    this.#isWaitedFor = true;
    const checks = setInterval(() => void this.#check(), this.#checkInterval);
    try {
      while (this.#length <= length) {
        signal?.throwIfAborted();
        if (this.#failure) throw this.#failure;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      clearInterval(checks);
      this.#isWaitedFor = false;
      signal?.removeEventListener("abort", wake); // Node prints a warning if there are more than ten listeners
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#following;
  }

  async #follow(): Promise<void> {
    let pauseFor = MIN_PAUSE;
    let unreachableSince: number | undefined;
    while (!this.#closing.signal.aborted) {
      try {
        await this.#subscribe(() => {
          pauseFor = MIN_PAUSE;
          unreachableSince = undefined;
        });
      } catch (error) {
        if (error instanceof StreamDeletedError) return this.#tell(Number.POSITIVE_INFINITY);
        unreachableSince ??= Date.now();
        // A cluster may recover at any time: `#check` reports what is wrong, and the player decides when to leave.
        if (!this.#store.askNodes && Date.now() - unreachableSince > OUTAGE_TIMEOUT) return this.#fail(error);
      }
      await pause(pauseFor, undefined, { signal: this.#closing.signal }).catch(() => {});
      pauseFor = Math.min(pauseFor * 2, MAX_PAUSE);
    }
  }

  /** Follows the stream until the subscription ends or fails. */
  async #subscribe(whenConnected: () => void): Promise<void> {
    const fromRevision = this.#length === 0 ? START : BigInt(this.#length - 1);
    const subscription = this.#store.client.subscribeToStream(this.#stream, { fromRevision });
    let stop = () => {};
    try {
      await new Promise<void>((resolve, reject) => {
        stop = resolve;
        this.#subscribeAnew = resolve;
        subscription
          .on("confirmation", whenConnected)
          .on("data", ({ event }) => event && this.#tell(Number(event.revision) + 1))
          .on("error", reject)
          .on("end", resolve);
        this.#closing.signal.addEventListener("abort", stop);
      });
    } finally {
      this.#closing.signal.removeEventListener("abort", stop);
      // Without a connection this rejects; during the search for a node it would take too long.
      const ended = subscription.unsubscribe().catch(() => {});
      await Promise.race([ended, pause(UNSUBSCRIBE_TIMEOUT, undefined, { ref: false })]);
    }
  }

  /** Checks that the store still answers: a subscription stays open and silent if a cluster loses its majority. */
  async #check(): Promise<void> {
    if (this.#isChecking || this.#closing.signal.aborted) return;
    this.#isChecking = true;
    try {
      await withTimeout(RETRY_POLICY.timeout, this.#look());
      if (this.#reported === undefined) return;
      this.#report("answers again");
      this.#reported = undefined;
      this.#subscribeAnew();
    } catch (error) {
      const failure = await diagnoseStore(this.#store, error, this.#checkInterval);
      if (!(error instanceof NotLeaderError)) await this.#store.leaveNode?.();
      if (failure) this.#report(failure.advice);
    } finally {
      this.#isChecking = false;
    }
  }

  /** Asks the leader for the event after the last known one. */
  async #look(): Promise<void> {
    const options = { fromRevision: BigInt(this.#length), maxCount: 1, ...AT_THE_LEADER };
    try {
      for await (const { event } of this.#store.client.readStream(this.#stream, options))
        if (event) this.#tell(Number(event.revision) + 1);
    } catch (error) {
      if (!(error instanceof StreamNotFoundError || error instanceof StreamDeletedError)) throw error;
    }
  }

  #report(advice: string): void {
    if (!this.#isWaitedFor || advice === this.#reported) return;
    this.#reported = advice;
    this.#store.onTrouble?.(sentenceOn(this.#store.address, advice));
  }

  #tell(length: number): void {
    this.#length = Math.max(this.#length, length);
    this.#wake();
  }

  async #fail(cause: unknown): Promise<void> {
    const failure = await diagnoseStore(this.#store, cause, OUTAGE_TIMEOUT);
    const advice = failure?.advice ?? "has ended the subscription again and again";
    this.#failure = new EventStoreUnavailableError(this.#store.address, advice, { cause });
    this.#wake();
  }
}
