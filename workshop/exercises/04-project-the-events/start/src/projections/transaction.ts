import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import type { Checkpoint } from "./runner/checkpoint.ts";

/** The tables and the checkpoint of a projection, within a transaction of the database that keeps them. */
export interface Transaction<Tables> {
  readonly tables: Tables;

  /** @returns the last event in the rows, or undefined if there is none. */
  checkpoint(): Checkpoint | undefined;

  moveCheckpoint(checkpoint: Checkpoint): void;
}

/**
 * Folds events into the rows and moves the checkpoint, in one transaction: a crash keeps both changes or neither, so
 * each event counts once.
 *
 * @param apply folds an event into the rows.
 * @param events in the order of the log; those that are already in the rows are skipped.
 */
export function addEvents<Tables>(
  { tables, checkpoint, moveCheckpoint }: Transaction<Tables>,
  apply: (tables: Tables, event: AllStreamRecordedEvent) => void,
  events: readonly AllStreamRecordedEvent[],
): void {
  // step 4.5
}
