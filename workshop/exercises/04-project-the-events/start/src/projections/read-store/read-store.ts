import type { Checkpoint } from "../runner/checkpoint.ts";
import type { Ask } from "../runner/read-model.ts";
import type { Transaction } from "../transaction.ts";

/**
 * Keeps what a projection has made of the events. It keeps a version that readers see, and perhaps a newer one that is
 * being built in tables of its own.
 */
export interface ReadStore<Tables> {
  /**
   * Does the work on the version that this program builds. If the work throws, nothing of it is kept.
   *
   * @param work is not async: the transaction ends when it returns.
   */
  transaction<Result>(work: (transaction: Transaction<Tables>) => Result): Promise<Result>;

  /**
   * Answers a question from the version that readers see.
   *
   * @returns the answer, and the last event that is in the very rows that it was read from.
   */
  read<Answer>(
    question: (ask: Ask) => Answer,
  ): Promise<{ readonly answer: Answer; readonly checkpoint: Checkpoint | undefined }>;

  /** Shows the version that this program builds to readers, and drops the one before it. May be called again. */
  show(): Promise<void>;
}
