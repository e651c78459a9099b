import { setTimeout as pause } from "node:timers/promises";
import type { AllStreamRecordedEvent, EventStoreDBClient, Position } from "@eventstore/db-client";
import { isBusy } from "embedded-eventstore/shared-file";
import { type Checkpoint, checkpointAt, hasReached } from "./checkpoint.ts";
import type { Ask, ReadModel } from "./read-model.ts";
import { isSameStore, lastPosition } from "./same-store.ts";
import { eventsFor } from "./subscription.ts";

/** The progress of a runner. */
export interface Progress {
  /** The number of events that it has added since it was started. */
  readonly events: number;
  /** The position of the last of them in the log. */
  readonly position: Position;
}

export interface RunnerOptions {
  /** Is called after each transaction. */
  readonly onProgress?: (progress: Progress) => void;
  /** Is called with the error when the store fails, and with undefined when it has answered. */
  readonly onState?: (failure: unknown) => void;
  /** How long `readAt` waits without any progress, in milliseconds; 10,000 by default. */
  readonly timeout?: number;
}

// All times are in milliseconds.

/** The pauses before connecting again: each about twice the one before. */
const MIN_PAUSE = 50;
const MAX_PAUSE = 2_000;

/** How often `readAt` looks at the checkpoint, which another process may move, too. */
const POLL_INTERVAL = 10;

/**
 * Keeps a read model up to date with an event store: catches up from the checkpoint, then follows live. It may be
 * killed at any time, and several runners may work on one read model. Declare it with `await using`, which stops it.
 */
export class ProjectionRunner<Tables extends object> implements AsyncDisposable {
  readonly #client: EventStoreDBClient;
  readonly #readModel: ReadModel<Tables>;
  readonly #options: RunnerOptions;
  readonly #stopping = new AbortController();
  #subscription = new AbortController();
  #running: Promise<void> | undefined;

  /** Whether the read model is known to belong to this store. */
  #begun = false;
  /** The last event that this runner has added, or the checkpoint at which it began. */
  #seen: Checkpoint | undefined;
  /** The last position in the log when this runner began. */
  #goal: Position | undefined;
  #eventsSeen = 0;
  /** The last error, and whether trying again may help. */
  #failure: { error: unknown; isTransient: boolean } | undefined;

  /** @param client is not disposed by the runner: dispose it after the runner has stopped. */
  constructor(client: EventStoreDBClient, readModel: ReadModel<Tables>, options: RunnerOptions = {}) {
    this.#client = client;
    this.#readModel = readModel;
    this.#options = options;
  }

  /** Starts to work in the background. It does not wait for the store, and throws nothing. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Stops, and waits until it has stopped. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    this.#subscription.abort();
    await this.#running;
  }

  /** Reads all events again into new tables. Readers see the old ones until the new ones are complete. */
  async rebuild(): Promise<void> {
    await this.#readModel.rebuild();
    this.#subscription.abort();
  }

  /**
   * Answers a question from the read model as soon as it has reached a position. With the position that a command has
   * returned, users see what they have just done.
   *
   * @param position undefined to wait for no event.
   * @throws ProjectionStalledError if the checkpoint has not moved for the time-out, or the file cannot be written.
   */
  async readAt<Answer>(position: Position | undefined, question: (ask: Ask) => Answer): Promise<Answer> {
    let last: Checkpoint | undefined;
    for (let movedAt = Date.now(); ; await pause(POLL_INTERVAL)) {
      const checkpoint = await this.#readModel.checkpoint();
      if (this.#begun && (!position || hasReached(checkpoint, position))) {
        const found = await this.#readModel.read(question);
        if (found && (!position || hasReached(found.checkpoint, position))) return found.answer;
      }
      if (checkpoint?.eventId !== last?.eventId) movedAt = Date.now();
      last = checkpoint;
      const isLate = Date.now() - movedAt > (this.#options.timeout ?? 10_000);
      if (isLate || this.#failure?.isTransient === false)
        throw new ProjectionStalledError(this.#failure?.error);
      // Another process has begun to rebuild, and may have been killed: this runner continues its work.
      if (this.#seen && !hasReached(checkpoint, this.#seen.position)) this.#subscription.abort();
    }
  }

  async #run(): Promise<void> {
    for (let pauses = 0; !this.#stopping.signal.aborted; ) {
      this.#subscription = new AbortController();
      try {
        await this.#begin();
        this.#options.onState?.(undefined);
        const { definition } = this.#readModel;
        for await (const events of eventsFor(
          definition,
          this.#client,
          this.#seen,
          this.#subscription.signal,
        )) {
          pauses = 0;
          if (!(await this.#add(events))) break;
        }
      } catch (error) {
        if (this.#failure?.isTransient === false) return;
        this.#failure = { error, isTransient: true };
        if (!this.#stopping.signal.aborted) this.#options.onState?.(error);
        await this.#pause(pauses++);
      }
    }
  }

  /** Finds out where to continue: at the checkpoint, or at the first event if the read model is of another store. */
  async #begin(): Promise<void> {
    const checkpoint = await this.#readModel.checkpoint();
    const isSame = !checkpoint || (await isSameStore(this.#client, checkpoint, this.#stopping.signal));
    if (!isSame) await this.#readModel.clear(checkpoint);
    this.#seen = isSame ? checkpoint : undefined;
    this.#goal = await lastPosition(this.#client, this.#readModel.definition, this.#stopping.signal);
    await this.#readModel.add(this.#seen, [], this.#goal); // for an empty log, the new generation is complete at once
    this.#begun = true;
  }

  async #add(events: readonly AllStreamRecordedEvent[]): Promise<boolean> {
    const last = events.at(-1);
    if (!last) return true;
    try {
      if (!(await this.#readModel.add(this.#seen, events, this.#goal))) return false;
    } catch (error) {
      // The file cannot be written. Trying again helps only if another process holds it.
      if (!isBusy(error)) this.#failure = { error, isTransient: false };
      throw error;
    }
    this.#seen = checkpointAt(last);
    this.#eventsSeen += events.length;
    this.#failure = undefined;
    this.#options.onProgress?.({ events: this.#eventsSeen, position: last.position });
    return true;
  }

  async #pause(pauses: number): Promise<void> {
    const milliseconds = Math.min(MIN_PAUSE * 2 ** pauses, MAX_PAUSE) * (0.5 + Math.random());
    await pause(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}

/** The read model lacks events and makes no progress. */
export class ProjectionStalledError extends Error {
  override readonly name = "ProjectionStalledError";

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? `: ${cause.message}` : ".";
    super(`The list of games could not be brought up to date${reason}`, { cause });
  }
}
