import type { AllStreamRecordedEvent, Position } from "@eventstore/db-client";

/** The last event in the read model: its position in the log, and its id. */
export interface Checkpoint {
  readonly position: Position;
  /** Distinguishes one store from another; see `isSameStore`. */
  readonly eventId: string;
}

export function checkpointAt({ position, id }: AllStreamRecordedEvent): Checkpoint {
  return { position, eventId: id };
}

/** @returns whether the checkpoint is at `position` or after it. */
export function hasReached(checkpoint: Checkpoint | undefined, position: Position): boolean {
  return checkpoint !== undefined && comparePositions(checkpoint.position, position) >= 0;
}

/** @returns -1 if `a` is before `b` in the log, 0 if they are equal, 1 if `a` is after `b`. */
export function comparePositions(a: Position, b: Position): number {
  const difference = a.commit === b.commit ? a.prepare - b.prepare : a.commit - b.commit;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * Counts the events that a read model has already. This keeps several runners from adding an event twice, and from
 * adding events to the rows of another store: a runner continues only from an event that it has read itself.
 *
 * @param checkpoint the read model's checkpoint.
 * @param after the event right before `events`, or undefined if they are the first of the log.
 * @returns how many of the events, from the first on, are in the read model; undefined if they do not continue it.
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
