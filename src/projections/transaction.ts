import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import { type Checkpoint, checkpointAt, placeAfter } from "./runner/checkpoint.ts";

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
 * @param after the event right before `events` in the log, or undefined if they are the first of the log.
 * @param events in the order of the log; those that are already in the rows are skipped.
 * @returns whether the events continue those in the rows. If not, another process has begun to rebuild them, and this
 *   changes nothing.
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
