import type { Position } from "@eventstore/db-client";
import { onTestFinished } from "vitest";
import { follow } from "../src/projections/follow.ts";
import type { ReadStore } from "../src/projections/read-store/read-store.ts";
import { SqliteReadStore } from "../src/projections/read-store/sqlite-read-store.ts";
import { hasReached } from "../src/projections/runner/checkpoint.ts";
import type { Log, WinTables } from "./store.ts";

/** Of a loop that does what it is there for. */
export const DONE = "it has done its work";

/** How long a loop may take, in milliseconds: on a busy machine; and after one that has not come there at all. */
let patience = 5_000;
const LITTLE_PATIENCE = 200;

/** The program is killed: nothing that it would have done from here on happens. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** What a test can do to a read store. */
type Change = (store: ReadStore<WinTables>) => ReadStore<WinTables>;

/** Your loop, at work on a log and its rows. */
export class Loop {
  readonly #stopping = new AbortController();
  readonly #following: Promise<string>;
  #folded: Position | undefined;
  #kept: Position | undefined;
  #shown = false;
  #wake = () => {};

  /** @param change is made to the store before your loop gets it. */
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

  /** Waits until the loop has kept the event at a position. @returns what has come of it. */
  hasKept(position: Position): Promise<string> {
    const isThere = () =>
      this.#kept !== undefined && hasReached({ position: this.#kept, eventId: "" }, position);
    return this.#when(isThere, "it does not keep all events");
  }

  /** Waits until the loop has let readers see its version. @returns what has come of it. */
  hasShown(): Promise<string> {
    return this.#when(() => this.#shown, "it does not let readers see its version");
  }

  /** @returns what has come of it. */
  async stop(): Promise<string> {
    const stopped = this.#following.then((end) =>
      end === "it has ended before it was told to" ? DONE : end,
    );
    this.#stopping.abort();
    return inTime([stopped], "it does not end when the signal says so");
  }

  #when(condition: () => boolean, otherwise: string): Promise<string> {
    const fulfilled = new Promise<string>((resolve) => {
      this.#wake = () => {
        if (condition()) resolve(DONE);
      };
      this.#wake();
    });
    return inTime([fulfilled, this.#following], otherwise);
  }
}

/** Runs your loop until it has kept the event at a position, and stops it. @returns what has come of it. */
export async function run(log: Log, until: Position, change?: Change): Promise<string> {
  const loop = await Loop.start(log, change);
  const outcome = await loop.hasKept(until);
  return outcome === DONE ? loop.stop() : outcome;
}

/** @returns how often each player has won, as readers see it. */
export async function winsIn(log: Log): Promise<Record<string, number>> {
  const store = await SqliteReadStore.open(log.file, log.projection);
  try {
    const { answer } = await store.read((ask) => ask<{ key: string; wins: number }>("SELECT * FROM {wins}"));
    return Object.fromEntries(answer.map(({ key, wins }) => [key, wins]));
  } finally {
    store.close();
  }
}

async function inTime(outcomes: readonly Promise<string>[], otherwise: string): Promise<string> {
  let bell: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    bell = setTimeout(() => {
      patience = LITTLE_PATIENCE;
      resolve(otherwise);
    }, patience);
  });
  return Promise.race([...outcomes, late]).finally(() => clearTimeout(bell));
}
