import type { EventStoreDBClient, RecordedEvent } from "@eventstore/db-client";
import { STREAM_PREFIX } from "./event-mapping.ts";
import { readWholeStream } from "./stream.ts";

export function streamNameOf(gameId: string): string {
  return `${STREAM_PREFIX}${gameId}`;
}

/**
 * Reads the stored events of a game, in order.
 *
 * @throws IncompleteStreamError, StreamNotFoundError, StreamDeletedError, and other errors of the client.
 */
export function readGameStream(client: EventStoreDBClient, gameId: string): Promise<RecordedEvent[]> {
  return readWholeStream(client, streamNameOf(gameId));
}
