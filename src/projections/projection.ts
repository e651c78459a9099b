import { setTimeout as pause } from "node:timers/promises";
import type { AllStreamRecordedEvent, EventStoreDBClient, Position } from "@eventstore/db-client";
import { isBusy } from "./busy.ts";
import { type Checkpoint, checkpointAt, hasReached } from "./checkpoint.ts";
import { gameEvents } from "./game-events.ts";
import type { ReadModel, Snapshot } from "./read-model.ts";
import { isStillThere } from "./store.ts";

/** What a runner has done so far. */
export interface Progress {
  /** How many events it has read since it was started. */
  readonly events: number;
  /** Where the last of them lies in the log. */
  readonly position: Position;
}

export interface ProjectionOptions {
  /** Is told after each transaction. */
  readonly onProgress?: (progress: Progress) => void;
  /** How long to wait for the next event while some are missing, in milliseconds; 10,000 without it. */
  readonly patience?: number;
}

/** The pauses before connecting again, in milliseconds: each about twice the one before. */
const SHORTEST_PAUSE = 50;
const LONGEST_PAUSE = 2_000;

/** How often to look whether another process has brought the read model up to date, in milliseconds. */
const LOOK_AGAIN = 10;

/**
 * The runner: keeps a read model up to date with an event store, from where it was left to whatever comes. It may be
 * killed at any time, and any number of them may work on one read model.
 */
export class Projection {
  readonly #client: EventStoreDBClient;
  readonly #readModel: ReadModel;
  readonly #options: ProjectionOptions;
  readonly #stopping = new AbortController();
  #subscription = new AbortController();
  #running: Promise<void> | undefined;

  /** Whether the read model is known to be of this store. */
  #begun = false;
  /** The last event that this runner has seen, or that was there when it began. */
  #seen: Checkpoint | undefined;
  #eventsSeen = 0;
  /** What went wrong last, and whether it can be hoped to pass. */
  #failure: { error: unknown; passing: boolean } | undefined;

  /** @param client stays the caller's, who disposes it after `stop`. */
  constructor(client: EventStoreDBClient, readModel: ReadModel, options: ProjectionOptions = {}) {
    this.#client = client;
    this.#readModel = readModel;
    this.#options = options;
  }

  /** Begins to work; whether the store is there will show. */
  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#subscription.abort();
    await this.#running;
  }

  /** Forgets everything that the read model has, and reads all events again. */
  async rebuild(): Promise<void> {
    await this.#readModel.clear();
    this.#subscription.abort();
  }

  /**
   * Waits until the read model shows what has happened up to a position, such as the one that a command has
   * returned: so a user sees what they have just done.
   *
   * @param position undefined for no events at all.
   * @returns the games at that time, or a later one.
   * @throws ProjectionStalledError where nothing has moved for as long as patience lasts.
   */
  async readAt(position: Position | undefined): Promise<Snapshot> {
    let last: Checkpoint | undefined;
    for (let movedAt = Date.now(); ; await pause(LOOK_AGAIN)) {
      const checkpoint = await this.#readModel.checkpoint();
      if (this.#begun && (!position || hasReached(checkpoint, position))) {
        const snapshot = await this.#readModel.snapshot();
        if (!position || hasReached(snapshot.checkpoint, position)) return snapshot;
      }
      if (checkpoint?.eventId !== last?.eventId) movedAt = Date.now();
      last = checkpoint;
      const isLate = Date.now() - movedAt > (this.#options.patience ?? 10_000);
      if (isLate || this.#failure?.passing === false) throw new ProjectionStalledError(this.#failure?.error);
      // Somebody has begun again and may never go on, so this runner does.
      if (this.#seen && !hasReached(checkpoint, this.#seen.position)) this.#subscription.abort();
    }
  }

  async #run(): Promise<void> {
    for (let pauses = 0; !this.#stopping.signal.aborted; ) {
      this.#subscription = new AbortController();
      try {
        await this.#begin();
        for await (const events of gameEvents(this.#client, this.#seen, this.#subscription.signal)) {
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
    if (!checkpoint || (await isStillThere(this.#client, checkpoint, this.#stopping.signal))) {
      this.#seen = checkpoint;
    } else {
      await this.#readModel.clear(checkpoint);
      this.#seen = undefined;
    }
    this.#begun = true;
  }

  async #add(events: readonly AllStreamRecordedEvent[]): Promise<boolean> {
    const last = events.at(-1);
    if (!last) return true;
    try {
      if (!(await this.#readModel.add(this.#seen, events))) return false;
    } catch (error) {
      // The events are right, so it is the file that cannot be written; another process holds it no longer than it lives.
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
