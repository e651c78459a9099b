import { setImmediate as nextTurn } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { type Checkpoint, hasReached } from "../src/projections/runner/checkpoint.ts";
import { eventsFor } from "../src/projections/runner/subscription.ts";
import { type CheckpointStore, type Reaction, runReaction } from "../src/reactions/run-reaction.ts";
import type { Log } from "./store.ts";

/** Of a loop that does what it is there for. */
export const DONE = "it has done its work";
export const KILLED = "it was killed";

/**
 * Time limits of a loop in milliseconds, shorter than that of a test: on a busy computer; and after another loop has
 * failed.
 */
let patience = 4_000;
const LITTLE_PATIENCE = 200;

/** The program is killed: nothing that it would have done from here on happens. */
export class Killed extends Error {
  override readonly name = "Killed";
}

/** What stays when a program is killed: the checkpoint. */
export interface Kept {
  checkpoint: Checkpoint | undefined;
}

/** What a reaction is given by the program that it runs in. */
interface Parts {
  readonly checkpoint: CheckpointStore;
  readonly signal: AbortSignal;
}

/** Your loop, at work. */
export class Loop {
  readonly #stopping = new AbortController();
  readonly #running: Promise<string>;
  readonly #kept: Kept;
  #wake = () => {};

  /**
   * @param kept its checkpoint, which it leaves to the next loop.
   * @param make puts the reaction together; the signal ends its subscription.
   */
  static start<Command>(kept: Kept, make: (parts: Parts) => Reaction<Command>): Loop {
    const loop = new Loop(kept, (parts) => runReaction(make(parts)));
    onTestFinished(async () => {
      await loop.stop();
    });
    return loop;
  }

  private constructor(kept: Kept, run: (parts: Parts) => Promise<void>) {
    this.#kept = kept;
    const checkpoint: CheckpointStore = {
      load: async () => kept.checkpoint,
      save: async (checkpoint) => {
        kept.checkpoint = checkpoint;
        this.#wake();
      },
    };
    this.#running = run({ checkpoint, signal: this.#stopping.signal }).then(
      () => "it has ended before it was told to",
      (error: unknown) => (error instanceof Killed ? KILLED : `it has thrown: ${String(error)}`),
    );
  }

  /** Waits until the checkpoint is at a position, or after it. @returns what has come of it. */
  hasHandled(position: NonNullable<Kept["checkpoint"]>["position"]): Promise<string> {
    return this.when(
      () => hasReached(this.#kept.checkpoint, position),
      () => `the checkpoint has not come to position ${position.commit}: ${this.#whereItStands()}`,
    );
  }

  /** Looks, each time that the checkpoint is saved, whether something is so. @returns what has come of it. */
  when(condition: () => boolean, otherwise: () => string): Promise<string> {
    const fulfilled = new Promise<string>((resolve) => {
      this.#wake = () => {
        if (condition()) resolve(DONE);
      };
      this.#wake();
    });
    return inTime([fulfilled, this.#running], otherwise);
  }

  /** Looks again and again whether something is so. @returns what has come of it. */
  async until(condition: () => Promise<boolean>, otherwise: string): Promise<string> {
    let over = false;
    const look = async () => {
      while (!over && !(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
      return DONE;
    };
    const looking = look();
    const outcome = await inTime([looking, this.#running], () => `${otherwise}: ${this.#whereItStands()}`);
    over = true;
    await looking; // the client cannot be disposed during a read
    return outcome;
  }

  /** @returns what has come of it. */
  async stop(): Promise<string> {
    const stopped = this.#running.then((end) => (end === "it has ended before it was told to" ? DONE : end));
    this.#stopping.abort();
    return inTime([stopped], () => "it does not end when its subscription ends");
  }

  #whereItStands(): string {
    const { checkpoint } = this.#kept;
    return checkpoint
      ? `the last checkpoint that it has saved is at ${checkpoint.position.commit}`
      : "it has saved no checkpoint";
  }
}

/** The moments at which a program can be killed. */
export const MOMENTS = [
  "when the event has come",
  "before the command has had an effect",
  "after the command has had its effect",
  "before the checkpoint has moved",
  "after the checkpoint has moved",
] as const;

/** What a test knows of a program that is to be killed: at the event of that name, at that moment. */
export interface Death {
  readonly at: string;
  readonly moment: (typeof MOMENTS)[number];
}

/**
 * A reaction to a log of its own, so that a loop can be tested whatever becomes of a match: whatever has happened is
 * to be done, but what is called "nothing".
 *
 * @param done what has been done, in order. It stays when a program is killed, as an effect does.
 */
export function doing(log: Log, kept: Kept, done: string[], death?: Death): Loop {
  const { client, type } = log;
  let current = "";
  const dieAt = (moment: Death["moment"], name: string) => {
    if (death?.at === name && death.moment === moment) throw new Killed();
  };
  return Loop.start<string>(kept, ({ checkpoint, signal }) => ({
    async *subscribe(after) {
      for await (const events of eventsFor({ eventTypes: [type] }, client, after, signal)) yield* events;
    },
    decide({ data }) {
      current = (data as { name: string }).name;
      dieAt("when the event has come", current);
      return current === "nothing" ? undefined : `do ${current}`;
    },
    async act(command, { data }) {
      const { name } = data as { name: string };
      dieAt("before the command has had an effect", name);
      await nextTurn();
      done.push(command);
      dieAt("after the command has had its effect", name);
    },
    checkpoint: {
      load: () => checkpoint.load(),
      async save(at) {
        dieAt("before the checkpoint has moved", current);
        await checkpoint.save(at);
        dieAt("after the checkpoint has moved", current);
      },
    },
  }));
}

/** @returns the first of the outcomes, or another one if none of them has come in time. */
export async function inTime(outcomes: readonly Promise<string>[], otherwise: () => string): Promise<string> {
  let bell: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    bell = setTimeout(() => {
      patience = LITTLE_PATIENCE;
      resolve(otherwise());
    }, patience);
  });
  return Promise.race([...outcomes, late]).finally(() => clearTimeout(bell));
}
