import type { AllStreamRecordedEvent, Position } from "@eventstore/db-client";

/** The last event that has gone into the read model: where it lies in the log, and which one it is. */
export interface Checkpoint {
  readonly position: Position;
  /** Tells one store from another; see `isSameStore`. */
  readonly eventId: string;
}

export function checkpointAt({ position, id }: AllStreamRecordedEvent): Checkpoint {
  return { position, eventId: id };
}

/** @returns whether the checkpoint lies at `position` or behind it. */
export function hasReached(checkpoint: Checkpoint | undefined, position: Position): boolean {
  return checkpoint !== undefined && comparePositions(checkpoint.position, position) >= 0;
}

/** @returns less than 0 where `a` lies before `b` in the log, 0 for the same place, more than 0 after it. */
export function comparePositions(a: Position, b: Position): number {
  const difference = a.commit === b.commit ? a.prepare - b.prepare : a.commit - b.commit;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * The rule that keeps several runners from adding an event twice, or to what another store has led to: a runner goes on
 * only from an event that it has seen itself, at its place.
 *
 * @param checkpoint of the read model.
 * @param after the event right before these, or undefined where they are the first of all.
 * @returns how many of the events are in the read model already, or undefined where that cannot be told.
 */
export function placeAfter(
  checkpoint: Checkpoint | undefined,
  after: Checkpoint | undefined,
  events: readonly AllStreamRecordedEvent[],
): number | undefined {
  if (checkpoint?.eventId === after?.eventId) return 0;
  if (!checkpoint || (after && comparePositions(checkpoint.position, after.position) <= 0)) return undefined;
  const last = events.at(-1);
  if (last && !hasReached(checkpointAt(last), checkpoint.position)) return events.length;
  const index = events.findIndex(({ id }) => id === checkpoint.eventId);
  return index === -1 ? undefined : index + 1;
}
