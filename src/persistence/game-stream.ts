import {
  type EventStoreDBClient,
  FORWARDS,
  type RecordedEvent,
  START,
  StreamNotFoundError,
} from "@eventstore/db-client";
import { IncompleteStreamError } from "./errors.ts";
import { STREAM_PREFIX } from "./event-mapping.ts";

export function streamNameOf(gameId: string): string {
  return `${STREAM_PREFIX}${gameId}`;
}

/** Whoever decides on what is stored needs the newest: in a cluster, only the leader is sure to have it. */
export const AT_THE_LEADER = { requiresLeader: true } as const;

/**
 * Reads all events of a game as they are stored.
 *
 * @throws IncompleteStreamError where their revisions are not 0, 1, 2, …: a game that has lost events is no game.
 * @throws StreamNotFoundError, StreamDeletedError and what else the client throws.
 */
export async function readGameStream(client: EventStoreDBClient, gameId: string): Promise<RecordedEvent[]> {
  const stream = streamNameOf(gameId);
  // A name that the embedded store cannot keep, and so refuses, is one that is not there.
  if (stream.includes("\0")) throw new StreamNotFoundError(undefined, stream);
  const events: RecordedEvent[] = [];
  // To the very end, before anything is refused: the client cannot be disposed while a read is left half-way.
  const options = { direction: FORWARDS, fromRevision: START, ...AT_THE_LEADER } as const;
  for await (const { event } of client.readStream(stream, options)) {
    if (event) events.push(event); // otherwise a link to nothing, which leaves a gap
  }
  if (events.length === 0) throw new IncompleteStreamError(stream, 0n);
  for (const [index, { revision }] of events.entries()) {
    if (revision !== BigInt(index)) throw new IncompleteStreamError(stream, BigInt(index));
  }
  return events;
}
