import { setTimeout as pause } from "node:timers/promises";
import {
  type EventStoreDBClient,
  NotLeaderError,
  START,
  StreamDeletedError,
  StreamNotFoundError,
} from "@eventstore/db-client";
import { EventStoreUnavailableError, sentenceOn } from "./errors.ts";
import { AT_THE_LEADER, streamNameOf } from "./game-stream.ts";
import { diagnoseStore, RETRY_POLICY, type Store, withTimeout } from "./with-retry.ts";

/** How long a single server may be away before those who wait are told that it is over, in milliseconds. */
const LONGEST_OUTAGE = 30_000;
const SHORTEST_PAUSE = 50;
const LONGEST_PAUSE = 1_000;
/** How long the end of a subscription may take, in milliseconds. */
const LONGEST_GOODBYE = 200;
/** How often to look whether the store still answers while a game is waited for, in milliseconds. */
const CHECK_EVERY = 2_000;

/** Tells as soon as there is news of a game, whoever has made it: a subscription to the game's stream. */
export class GameFeed {
  readonly #store: Store & { readonly client: EventStoreDBClient };
  readonly #gameId: string;
  readonly #checkEvery: number;
  readonly #closing = new AbortController();
  #length: number;
  #failure: unknown;
  #isWaitedFor = false;
  #isChecking = false;
  /** The last trouble that has been told, and is not mended yet. */
  #reported: string | undefined;
  #wake = () => {};
  #subscribeAnew = () => {};
  readonly #following: Promise<void>;

  /**
   * @param store its `onTrouble` is told what is wrong while `beyond` waits, and when it is mended.
   * @param length how many events of the game are known already.
   * @param checkEvery how often to look whether the store still answers, in milliseconds.
   */
  constructor(
    store: Store & { readonly client: EventStoreDBClient },
    gameId: string,
    length: number,
    checkEvery = CHECK_EVERY,
  ) {
    this.#store = store;
    this.#gameId = gameId;
    this.#length = length;
    this.#checkEvery = checkEvery;
    this.#following = this.#follow();
  }

  /**
   * Waits until the game has more than `length` events, or has been deleted. To be called again only after it has
   * answered or been interrupted.
   *
   * @throws EventStoreUnavailableError where a single server has been away for half a minute; the reason of the signal.
   */
  async beyond(length: number, signal?: AbortSignal): Promise<void> {
    const wake = () => this.#wake();
    signal?.addEventListener("abort", wake);
    this.#isWaitedFor = true;
    const checks = setInterval(() => void this.#check(), this.#checkEvery);
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
      signal?.removeEventListener("abort", wake); // Node warns of more than ten, among what the players see
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#following;
  }

  async #follow(): Promise<void> {
    let pauseFor = SHORTEST_PAUSE;
    let awaySince: number | undefined;
    while (!this.#closing.signal.aborted) {
      try {
        await this.#subscribe(() => {
          pauseFor = SHORTEST_PAUSE;
          awaySince = undefined;
        });
      } catch (error) {
        if (error instanceof StreamDeletedError) return this.#tell(Number.POSITIVE_INFINITY);
        awaySince ??= Date.now();
        // A cluster is waited for as long as the player likes, who is told what is wrong.
        if (!this.#store.askNodes && Date.now() - awaySince > LONGEST_OUTAGE) return this.#fail(error);
      }
      await pause(pauseFor, undefined, { signal: this.#closing.signal }).catch(() => {});
      pauseFor = Math.min(pauseFor * 2, LONGEST_PAUSE);
    }
  }

  /** Follows the stream for as long as the connection lasts. */
  async #subscribe(whenConnected: () => void): Promise<void> {
    const fromRevision = this.#length === 0 ? START : BigInt(this.#length - 1);
    const subscription = this.#store.client.subscribeToStream(streamNameOf(this.#gameId), { fromRevision });
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
      // Where there is no connection there is nothing to end, and while one is being looked for, nothing to wait for.
      const ended = subscription.unsubscribe().catch(() => {});
      await Promise.race([ended, pause(LONGEST_GOODBYE, undefined, { ref: false })]);
    }
  }

  /** A subscription stays open, and says nothing, where a cluster has lost its majority or a server has frozen. */
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
      const failure = await diagnoseStore(this.#store, error, this.#checkEvery);
      if (!(error instanceof NotLeaderError)) await this.#store.leaveNode?.();
      if (failure) this.#report(failure.advice);
    } finally {
      this.#isChecking = false;
    }
  }

  /** Asks the leader for what comes after the last known event. */
  async #look(): Promise<void> {
    const options = { fromRevision: BigInt(this.#length), maxCount: 1, ...AT_THE_LEADER };
    try {
      for await (const { event } of this.#store.client.readStream(streamNameOf(this.#gameId), options))
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
    const failure = await diagnoseStore(this.#store, cause, LONGEST_OUTAGE);
    const advice = failure?.advice ?? "has ended the subscription again and again";
    this.#failure = new EventStoreUnavailableError(this.#store.address, advice, { cause });
    this.#wake();
  }
}
