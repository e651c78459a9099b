import type { RecordedEvent } from "@eventstore/db-client";
import { STREAM_PREFIX, toGameEvent } from "../persistence/event-mapping.ts";
import { MATCH_PREFIX, toMatchEvent } from "../persistence/match-mapping.ts";
import { correlationIdOf } from "../persistence/metadata.ts";
import type { Happened } from "./policy.ts";

/**
 * Maps a stored event to what a policy needs.
 *
 * @returns undefined for an event of a stream that is neither a game's nor a match's.
 * @throws MalformedEventError
 */
export function toHappened(stored: RecordedEvent): Happened | undefined {
  const { id, streamId } = stored;
  const origin = { id, correlationId: correlationIdOf(stored) };
  if (streamId.startsWith(STREAM_PREFIX))
    return { ...origin, of: streamId.slice(STREAM_PREFIX.length), event: toGameEvent(stored) };
  if (streamId.startsWith(MATCH_PREFIX))
    return { ...origin, of: streamId.slice(MATCH_PREFIX.length), event: toMatchEvent(stored) };
  return undefined;
}
