import { setTimeout as pause } from "node:timers/promises";
import { START, StreamDeletedError } from "@eventstore/db-client";
import type { Connection } from "./connection.ts";
import { EventStoreUnavailableError } from "./errors.ts";
import { failureOf } from "./failures.ts";
import { streamNameOf } from "./game-stream.ts";

/** How long a store may be away before those who wait are told, in milliseconds. */
const LONGEST_OUTAGE = 30_000;
const SHORTEST_PAUSE = 50;
const LONGEST_PAUSE = 1_000;
/** How long the end of a subscription may take, in milliseconds. */
const LONGEST_GOODBYE = 200;

/** Tells as soon as there is news of a game, whoever has made it: a subscription to the game's stream. */
export class GameFeed {
  readonly #connection: Connection;
  readonly #gameId: string;
  readonly #closing = new AbortController();
  #length: number;
  #failure: unknown;
  #wake = () => {};
  readonly #following: Promise<void>;

  /** @param length how many events of the game are known already. */
  constructor(connection: Connection, gameId: string, length: number) {
    this.#connection = connection;
    this.#gameId = gameId;
    this.#length = length;
    this.#following = this.#follow();
  }

  /**
   * Waits until the game has more than `length` events, or has been deleted. To be called again only after it has
   * answered or been interrupted.
   *
   * @throws EventStoreUnavailableError where the store has been away for half a minute; the reason of the signal.
   */
  async beyond(length: number, signal?: AbortSignal): Promise<void> {
    const wake = () => this.#wake();
    signal?.addEventListener("abort", wake);
    try {
      while (this.#length <= length) {
        signal?.throwIfAborted();
        if (this.#failure) throw this.#failure;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
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
        if (Date.now() - awaySince > LONGEST_OUTAGE) return this.#fail(error);
      }
      await pause(pauseFor, undefined, { signal: this.#closing.signal }).catch(() => {});
      pauseFor = Math.min(pauseFor * 2, LONGEST_PAUSE);
    }
  }

  /** Follows the stream for as long as the connection lasts. */
  async #subscribe(whenConnected: () => void): Promise<void> {
    const fromRevision = this.#length === 0 ? START : BigInt(this.#length - 1);
    const subscription = this.#connection.client.subscribeToStream(streamNameOf(this.#gameId), {
      fromRevision,
    });
    let stop = () => {};
    try {
      await new Promise<void>((resolve, reject) => {
        stop = resolve;
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

  #tell(length: number): void {
    this.#length = Math.max(this.#length, length);
    this.#wake();
  }

  #fail(cause: unknown): void {
    const advice = failureOf(cause)?.advice ?? "has ended the subscription again and again";
    this.#failure = new EventStoreUnavailableError(this.#connection.address, advice, { cause });
    this.#wake();
  }
}
