import { type EventData, jsonEvent, type RecordedEvent } from "@eventstore/db-client";
import type { Cause } from "../application/game-repository.ts";
import { type Column, isColumn, type Result } from "../domain/board.ts";
import type { GameEvent } from "../domain/events.ts";
import { NotThereYetError } from "../not-there-yet.ts";

// Stored events never change, so the names and shapes below may only be added to. That is why they are written here
// again, apart from those of the domain, which may change.

/** The prefix of the name of a game's stream; the game's id follows. */
export const STREAM_PREFIX = "game-";

/**
 * Maps a game event to its stored shape.
 *
 * @param id a UUID, by which the store recognises an event that is sent again.
 * @param cause goes into the metadata, under EventStoreDB's own names.
 */
export function toStoredEvent(event: GameEvent, id: string, cause: Cause): EventData {
  const metadata = { $causationId: cause.causationId, $correlationId: cause.correlationId };
  switch (event.type) {
    default:
      throw NotThereYetError.storing(event.type);
  }
}

/**
 * Maps a stored event back to a game event.
 *
 * @throws MalformedEventError if the type is unknown, or the data does not fit the type.
 */
export function toGameEvent(stored: RecordedEvent): GameEvent {
  switch (stored.type) {
    default:
      throw NotThereYetError.loading(stored.type);
  }
}

/** A stored event is not in the shape that this version of the program writes. */
export class MalformedEventError extends Error {
  override readonly name = "MalformedEventError";
  readonly stream: string;
  /** The 0-based place of the event in the stream. */
  readonly revision: bigint;
  readonly type: string;

  constructor({ streamId, revision, type }: RecordedEvent, reason: string) {
    super(`Event ${type} at revision ${revision} of stream ${streamId} cannot be read: ${reason}.`);
    this.stream = streamId;
    this.revision = revision;
    this.type = type;
  }
}

function column(stored: RecordedEvent): Column {
  const value = text(stored, "column");
  if (!isColumn(value))
    throw new MalformedEventError(stored, `"column" is ${JSON.stringify(value)}, not one of A to G`);
  return value;
}

const RESULTS: readonly string[] = ["PlayerOneWon", "PlayerTwoWon", "Tied"] satisfies Result[];

function result(stored: RecordedEvent): Result {
  const value = text(stored, "result");
  if (!RESULTS.includes(value)) {
    throw new MalformedEventError(
      stored,
      `"result" is ${JSON.stringify(value)}, not one of ${RESULTS.join(", ")}`,
    );
  }
  return value as Result;
}

/** @throws MalformedEventError if the data has no text of that name. */
export function text(stored: RecordedEvent, field: string): string {
  const value = dataOf(stored)[field];
  if (typeof value !== "string") throw new MalformedEventError(stored, `its data has no text "${field}"`);
  return value;
}

/** Checks that the data is an object: the client returns malformed JSON as a string, without an error. */
export function dataOf(stored: RecordedEvent): Record<string, unknown> {
  const { isJson, data } = stored;
  if (!isJson || typeof data !== "object" || data === null || Array.isArray(data)) {
    throw new MalformedEventError(stored, "its data is not a JSON object");
  }
  return data as Record<string, unknown>;
}
