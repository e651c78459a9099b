import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import type { Checkpoint } from "./runner/checkpoint.ts";

/** What a projection has made of the events, within a transaction of the database that keeps it. */
export interface Transaction<Tables> {
  readonly tables: Tables;

  /** @returns the last event that is in the rows, or undefined for none. */
  checkpoint(): Checkpoint | undefined;

  moveCheckpoint(checkpoint: Checkpoint): void;
}

/**
 * Folds events into the rows and moves the checkpoint, in one transaction: after a crash both have happened or
 * neither has, so that each event counts once.
 *
 * @param apply folds one event into the rows.
 * @param events in the order of the log; those that are in the rows already do not count again.
 */
export function addEvents<Tables>(
  { tables, checkpoint, moveCheckpoint }: Transaction<Tables>,
  apply: (tables: Tables, event: AllStreamRecordedEvent) => void,
  events: readonly AllStreamRecordedEvent[],
): void {
  // step 4.5
}
