import {
  type EventStoreDBClient,
  FORWARDS,
  type RecordedEvent,
  START,
  StreamNotFoundError,
} from "@eventstore/db-client";
import { IncompleteStreamError } from "./errors.ts";

/** Decisions need the newest events, and in a cluster only the leader is sure to have them. */
export const AT_THE_LEADER = { requiresLeader: true } as const;

/**
 * Reads the stored events of a stream, in order.
 *
 * @throws IncompleteStreamError if the revisions are not 0, 1, 2, …: nothing can be loaded without all its events.
 * @throws StreamNotFoundError, StreamDeletedError, and other errors of the client.
 */
export async function readWholeStream(client: EventStoreDBClient, stream: string): Promise<RecordedEvent[]> {
  // The embedded store refuses such a name, so no stream can have it.
  if (stream.includes("\0")) throw new StreamNotFoundError(undefined, stream);
  const events: RecordedEvent[] = [];
  // Reads to the end before it throws: the client cannot be disposed during an unfinished read.
  const options = { direction: FORWARDS, fromRevision: START, ...AT_THE_LEADER } as const;
  for await (const { event } of client.readStream(stream, options)) {
    if (event) events.push(event); // a link to a deleted event has none, which leaves a gap
  }
  if (events.length === 0) throw new IncompleteStreamError(stream, 0n);
  for (const [index, { revision }] of events.entries()) {
    if (revision !== BigInt(index)) throw new IncompleteStreamError(stream, BigInt(index));
  }
  return events;
}
