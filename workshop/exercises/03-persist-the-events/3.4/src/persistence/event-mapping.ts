import { type EventData, jsonEvent, type RecordedEvent } from "@eventstore/db-client";
import type { Cause } from "../application/game-repository.ts";
import { type Column, isColumn, type Result } from "../domain/board.ts";
import type { GameEvent } from "../domain/events.ts";
import { NotThereYetError } from "../not-there-yet.ts";

// What is stored stays: the names and shapes below can be added to, and never changed. That is why they stand
// here a second time, apart from the domain's, which are free to change.

/** What the name of every game's stream begins with; the rest of it is the game's id. */
export const STREAM_PREFIX = "game-";

/**
 * Maps a game event to what the store keeps.
 *
 * @param id a UUID by which the store recognises the event when it is sent again.
 * @param cause goes into the metadata, under EventStoreDB's own names.
 */
export function toStoredEvent(event: GameEvent, id: string, cause: Cause): EventData {
  const metadata = { $causationId: cause.causationId, $correlationId: cause.correlationId };
  switch (event.type) {
    case "GameStarted": {
      const { playerOne, playerTwo } = event;
      return jsonEvent({ id, type: "GameStarted", data: { playerOne, playerTwo }, metadata });
    }
    default:
      throw new NotThereYetError("3.4, 3.6 or 3.8", `nothing maps ${event.type} to what the store keeps`);
  }
}

/**
 * Maps what the store keeps back to a game event.
 *
 * @throws MalformedEventError where the event is of another type, or its data not what that type promises.
 */
export function toGameEvent(stored: RecordedEvent): GameEvent {
  switch (stored.type) {
    default:
      throw new NotThereYetError("3.5, 3.6 or 3.8", `nothing maps a stored ${stored.type} back`);
  }
}

/** A stored event that this program cannot have written, or a later version of it has. */
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

function text(stored: RecordedEvent, field: string): string {
  const value = dataOf(stored)[field];
  if (typeof value !== "string") throw new MalformedEventError(stored, `its data has no text "${field}"`);
  return value;
}

/** The client turns malformed JSON into a string without a word, so what comes out of it is looked at here. */
function dataOf(stored: RecordedEvent): Record<string, unknown> {
  const { isJson, data } = stored;
  if (!isJson || typeof data !== "object" || data === null || Array.isArray(data)) {
    throw new MalformedEventError(stored, "its data is not a JSON object");
  }
  return data as Record<string, unknown>;
}
