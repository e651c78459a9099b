import type { Checkpoint } from "../runner/checkpoint.ts";
import type { Ask } from "../runner/read-model.ts";
import type { Transaction } from "../transaction.ts";

/**
 * Keeps what a projection has made of the events. It keeps a version that readers see, and perhaps a newer one that is
 * being built in tables of its own.
 */
export interface ReadStore<Tables> {
  /** Does the work on the version that this program builds: all that it changes is kept or, where it throws, nothing. */
  transaction<Result>(work: (transaction: Transaction<Tables>) => Result): Promise<Result>;

  /**
   * Answers a question from the version that readers see.
   *
   * @returns the answer, and the last event that is in the very rows that it was read from.
   */
  read<Answer>(
    question: (ask: Ask) => Answer,
  ): Promise<{ readonly answer: Answer; readonly checkpoint: Checkpoint | undefined }>;

  /** Lets readers see the version that this program builds, and drops the one before it; does nothing where they do. */
  show(): Promise<void>;

  /** Forgets all rows, and the checkpoint with them. */
  clear(): Promise<void>;
}
