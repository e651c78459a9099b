import type { Position } from "@eventstore/db-client";
import { onTestFinished } from "vitest";
import { follow } from "../src/projections/follow.ts";
import type { ReadStore } from "../src/projections/read-store/read-store.ts";
import { SqliteReadStore } from "../src/projections/read-store/sqlite-read-store.ts";
import { hasReached } from "../src/projections/runner/checkpoint.ts";
import type { Log, WinTables } from "./store.ts";

/** The outcome of a loop that works. */
export const DONE = "it has done its work";

/** Time limits of a loop in milliseconds, shorter than that of a test: on a busy computer; and after another loop has failed. */
let patience = 4_000;
const LITTLE_PATIENCE = 200;

/** Stands for a program that is killed: it does nothing from here on. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** A change that a test makes to a read store. */
type Change = (store: ReadStore<WinTables>) => ReadStore<WinTables>;

/** Your loop, running on a log and its rows. */
export class Loop {
  readonly #stopping = new AbortController();
  readonly #following: Promise<string>;
  #folded: Position | undefined;
  #kept: Position | undefined;
  #shown = false;
  #wake = () => {};

  /** @param change changes the store before your loop gets it. */
  static async start(log: Log, change: Change = (store) => store): Promise<Loop> {
    const store = await SqliteReadStore.open(log.file, log.projection);
    const loop = new Loop(log, store, change);
    onTestFinished(async () => {
      await loop.stop();
      store.close();
    });
    return loop;
  }

  private constructor({ client, projection }: Log, store: ReadStore<WinTables>, change: Change) {
    const observed = {
      ...projection,
      apply: (...[tables, event]: Parameters<typeof projection.apply>) => {
        projection.apply(tables, event);
        this.#folded = event.position;
      },
    };
    const observing: ReadStore<WinTables> = {
      read: (question) => store.read(question),
      show: async () => {
        await store.show();
        this.#shown = true;
        this.#wake();
      },
      transaction: async (work) => {
        const result = await store.transaction(work);
        this.#kept = this.#folded;
        this.#wake();
        return result;
      },
    };
    this.#following = follow(client, observed, change(observing), this.#stopping.signal).then(
      () => "it has ended before it was told to",
      (error: unknown) => (error instanceof Killed ? "it was killed" : `it has thrown: ${String(error)}`),
    );
  }

  /** Waits until the loop has stored the event at a position. @returns the outcome. */
  hasKept(position: Position): Promise<string> {
    const isThere = () =>
      this.#kept !== undefined && hasReached({ position: this.#kept, eventId: "" }, position);
    return this.#when(
      isThere,
      () => `the rows have not come to position ${position.commit}: ${this.#whereItStands()}`,
    );
  }

  /** Waits until the loop has shown its version to readers. @returns the outcome. */
  hasShown(): Promise<string> {
    return this.#when(
      () => this.#shown,
      () => "it does not let readers see its version",
    );
  }

  /** @returns the outcome. */
  async stop(): Promise<string> {
    const stopped = this.#following.then((end) =>
      end === "it has ended before it was told to" ? DONE : end,
    );
    this.#stopping.abort();
    return inTime([stopped], () => "it does not end when the signal says so");
  }

  #whereItStands(): string {
    const last = this.#kept ?? this.#folded;
    if (!last) return "follow has folded no event";
    return `the last event that follow has ${this.#kept ? "stored" : "folded, and not stored,"} is at ${last.commit}`;
  }

  #when(condition: () => boolean, otherwise: () => string): Promise<string> {
    const fulfilled = new Promise<string>((resolve) => {
      this.#wake = () => {
        if (condition()) resolve(DONE);
      };
      this.#wake();
    });
    return inTime([fulfilled, this.#following], otherwise);
  }
}

/** Runs your loop until it has stored the event at a position, and stops it. @returns the outcome. */
export async function run(log: Log, until: Position, change?: Change): Promise<string> {
  const loop = await Loop.start(log, change);
  const outcome = await loop.hasKept(until);
  return outcome === DONE ? loop.stop() : outcome;
}

/** @returns the number of wins of each player, as readers see it. */
export async function winsIn(log: Log): Promise<Record<string, number>> {
  const store = await SqliteReadStore.open(log.file, log.projection);
  try {
    const { answer } = await store.read((ask) => ask<{ key: string; wins: number }>("SELECT * FROM {wins}"));
    return Object.fromEntries(answer.map(({ key, wins }) => [key, wins]));
  } finally {
    store.close();
  }
}

async function inTime(outcomes: readonly Promise<string>[], otherwise: () => string): Promise<string> {
  let bell: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    bell = setTimeout(() => {
      patience = LITTLE_PATIENCE;
      resolve(otherwise());
    }, patience);
  });
  return Promise.race([...outcomes, late]).finally(() => clearTimeout(bell));
}
