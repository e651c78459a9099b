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
 * Says whether events continue a read model. This keeps several runners from leaving events out, and from adding events
 * to the rows of another store: a runner continues only from an event that it has read itself.
 *
 * @param checkpoint the read model's checkpoint.
 * @param after the event right before `events`, or undefined if they are the first of the log.
 * @returns true if they continue it; some of them may be in it already.
 */
export function continues(
  checkpoint: Checkpoint | undefined,
  after: Checkpoint | undefined,
  events: readonly AllStreamRecordedEvent[],
): boolean {
  if (checkpoint?.eventId === after?.eventId) return true;
  if (!checkpoint || (after && comparePositions(checkpoint.position, after.position) <= 0)) return false;
  const last = events.at(-1);
  const areAllKnown = last !== undefined && !hasReached(checkpointAt(last), checkpoint.position);
  return areAllKnown || events.some(({ id }) => id === checkpoint.eventId);
}
