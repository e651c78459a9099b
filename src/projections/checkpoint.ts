import type { AllStreamRecordedEvent, Position } from "@eventstore/db-client";

/** The last event that has gone into the read model: where it lies in the log, and which one it is. */
export interface Checkpoint {
  readonly position: Position;
  /** Tells one store from another; see `isStillThere`. */
  readonly eventId: string;
}

export function checkpointAt({ position, id }: AllStreamRecordedEvent): Checkpoint {
  return { position, eventId: id };
}

/** @returns whether everything up to `position` has been seen by whoever has come to `checkpoint`. */
export function hasReached(checkpoint: Checkpoint | undefined, position: Position): boolean {
  return checkpoint !== undefined && comparePositions(checkpoint.position, position) >= 0;
}

/** @returns less than 0 where `a` lies before `b` in the log, 0 for the same place, more than 0 after it. */
export function comparePositions(a: Position, b: Position): number {
  const difference = a.commit === b.commit ? a.prepare - b.prepare : a.commit - b.commit;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
