import { type EventStoreDBClient, FORWARDS, type RecordedEvent, START } from "@eventstore/db-client";
import { IncompleteStreamError } from "./errors.ts";

/** What the name of every game's stream begins with. */
export const STREAM_PREFIX = "game-";

export function streamNameOf(gameId: string): string {
  return `${STREAM_PREFIX}${gameId}`;
}

/**
 * Reads all events of a game as they are stored.
 *
 * @throws IncompleteStreamError where their revisions are not 0, 1, 2, …: a game that has lost events is no game.
 * @throws StreamNotFoundError, StreamDeletedError and what else the client throws.
 */
export async function readGameStream(client: EventStoreDBClient, gameId: string): Promise<RecordedEvent[]> {
  const stream = streamNameOf(gameId);
  const events: RecordedEvent[] = [];
  for await (const { event } of client.readStream(stream, { direction: FORWARDS, fromRevision: START })) {
    if (!event) continue; // a link to nothing; the gap that it leaves is found below
    const expected = BigInt(events.length);
    if (event.revision !== expected) throw new IncompleteStreamError(stream, expected, event.revision);
    events.push(event);
  }
  return events;
}
