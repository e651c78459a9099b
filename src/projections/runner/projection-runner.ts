import { setTimeout as pause } from "node:timers/promises";
import type { AllStreamRecordedEvent, EventStoreDBClient, Position } from "@eventstore/db-client";
import { isBusy } from "./busy.ts";
import { type Checkpoint, checkpointAt, hasReached } from "./checkpoint.ts";
import type { Ask, ReadModel } from "./read-model.ts";
import { isSameStore, lastPosition } from "./same-store.ts";
import { eventsFor } from "./subscription.ts";

/** What a runner has done so far. */
export interface Progress {
  /** How many events it has read since it was started. */
  readonly events: number;
  /** Where the last of them lies in the log. */
  readonly position: Position;
}

export interface RunnerOptions {
  /** Is called after each transaction. */
  readonly onProgress?: (progress: Progress) => void;
  /** How long `readAt` waits for the next event while some are missing, in milliseconds; 10,000 without it. */
  readonly timeout?: number;
}

/** The pauses before connecting again, in milliseconds: each about twice the one before. */
const SHORTEST_PAUSE = 50;
const LONGEST_PAUSE = 2_000;

/** How often to look whether another process has brought the read model up to date, in milliseconds. */
const LOOK_AGAIN = 10;

/**
 * Keeps a read model up to date with an event store: catches up from the checkpoint, then follows live. It may be killed
 * at any time, and several runners may work on one read model. It ends with `await using`.
 */
export class ProjectionRunner<Tables extends object> implements AsyncDisposable {
  readonly #client: EventStoreDBClient;
  readonly #readModel: ReadModel<Tables>;
  readonly #options: RunnerOptions;
  readonly #stopping = new AbortController();
  #subscription = new AbortController();
  #running: Promise<void> | undefined;

  /** Whether the read model is known to be of this store. */
  #begun = false;
  /** The last event that this runner has seen, or that was there when it began. */
  #seen: Checkpoint | undefined;
  /** Where the log ended when it began. */
  #goal: Position | undefined;
  #eventsSeen = 0;
  /** What went wrong last, and whether it can be hoped to pass. */
  #failure: { error: unknown; passing: boolean } | undefined;

  /** @param client stays the caller's, who disposes it after the runner. */
  constructor(client: EventStoreDBClient, readModel: ReadModel<Tables>, options: RunnerOptions = {}) {
    this.#client = client;
    this.#readModel = readModel;
    this.#options = options;
  }

  /** Begins to work; whether the store is there will show. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Stops. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    this.#subscription.abort();
    await this.#running;
  }

  /** Reads all events again, into new tables; readers see the old ones until the new ones are complete. */
  async rebuild(): Promise<void> {
    await this.#readModel.rebuild();
    this.#subscription.abort();
  }

  /**
   * Answers a question from the read model once it shows what has happened up to a position, such as the one that a
   * command has returned: a user sees what they have just done.
   *
   * @param position undefined for no events at all.
   * @throws ProjectionStalledError where nothing has moved for as long as the time-out.
   */
  async readAt<Answer>(position: Position | undefined, question: (ask: Ask) => Answer): Promise<Answer> {
    let last: Checkpoint | undefined;
    for (let movedAt = Date.now(); ; await pause(LOOK_AGAIN)) {
      const checkpoint = await this.#readModel.checkpoint();
      if (this.#begun && (!position || hasReached(checkpoint, position))) {
        const found = await this.#readModel.read(question);
        if (found && (!position || hasReached(found.checkpoint, position))) return found.answer;
      }
      if (checkpoint?.eventId !== last?.eventId) movedAt = Date.now();
      last = checkpoint;
      const isLate = Date.now() - movedAt > (this.#options.timeout ?? 10_000);
      if (isLate || this.#failure?.passing === false) throw new ProjectionStalledError(this.#failure?.error);
      // Another process has begun again and may never go on, so this runner does.
      if (this.#seen && !hasReached(checkpoint, this.#seen.position)) this.#subscription.abort();
    }
  }

  async #run(): Promise<void> {
    for (let pauses = 0; !this.#stopping.signal.aborted; ) {
      this.#subscription = new AbortController();
      try {
        await this.#begin();
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
        if (this.#failure?.passing === false) return;
        this.#failure = { error, passing: true };
        await this.#pause(pauses++);
      }
    }
  }

  /** Finds out where to go on; at the very beginning where the read model is of another store. */
  async #begin(): Promise<void> {
    const checkpoint = await this.#readModel.checkpoint();
    const isSame = !checkpoint || (await isSameStore(this.#client, checkpoint, this.#stopping.signal));
    if (!isSame) await this.#readModel.clear(checkpoint);
    this.#seen = isSame ? checkpoint : undefined;
    this.#goal = await lastPosition(this.#client, this.#readModel.definition, this.#stopping.signal);
    await this.#readModel.add(this.#seen, [], this.#goal); // shows what is complete already, such as nothing at all
    this.#begun = true;
  }

  async #add(events: readonly AllStreamRecordedEvent[]): Promise<boolean> {
    const last = events.at(-1);
    if (!last) return true;
    try {
      if (!(await this.#readModel.add(this.#seen, events, this.#goal))) return false;
    } catch (error) {
      // The events are right, so it is the file that cannot be written; another process does not hold it for ever.
      if (!isBusy(error)) this.#failure = { error, passing: false };
      throw error;
    }
    this.#seen = checkpointAt(last);
    this.#eventsSeen += events.length;
    this.#failure = undefined;
    this.#options.onProgress?.({ events: this.#eventsSeen, position: last.position });
    return true;
  }

  async #pause(pauses: number): Promise<void> {
    const milliseconds = Math.min(SHORTEST_PAUSE * 2 ** pauses, LONGEST_PAUSE) * (0.5 + Math.random());
    await pause(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}

/** The read model does not move, although events are missing in it. */
export class ProjectionStalledError extends Error {
  override readonly name = "ProjectionStalledError";

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? `: ${cause.message}` : ".";
    super(`The list of games could not be brought up to date${reason}`, { cause });
  }
}
