import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import { type Checkpoint, checkpointAt, placeAfter } from "./runner/checkpoint.ts";

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
 * @param after the event right before these in the log, or undefined where they are the first of all.
 * @param events in the order of the log; those that are in the rows already do not count again.
 * @returns false where they do not continue what is in the rows: the read model has begun again in the meantime.
 */
export function addEvents<Tables>(
  { tables, checkpoint, moveCheckpoint }: Transaction<Tables>,
  apply: (tables: Tables, event: AllStreamRecordedEvent) => void,
  after: Checkpoint | undefined,
  events: readonly AllStreamRecordedEvent[],
): boolean {
  const known = placeAfter(checkpoint(), after, events);
  if (known === undefined) return false;
  const news = events.slice(known);
  for (const event of news) apply(tables, event);
  const last = news.at(-1);
  if (last) moveCheckpoint(checkpointAt(last));
  return true;
}
