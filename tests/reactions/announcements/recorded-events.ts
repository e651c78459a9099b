import type { RecordedEvent } from "@eventstore/db-client";
import type { GameEvent } from "../../../src/domain/events.ts";

/** @returns events as the official client reads them, one a second. */
export function recordedEvents(
  gameId: string,
  events: readonly GameEvent[],
  metadata: object = {},
): RecordedEvent[] {
  return events.map(({ type, ...data }, index) => ({
    streamId: `game-${gameId}`,
    revision: BigInt(index),
    id: `event-${index}`,
    type,
    isJson: true,
    data,
    metadata,
    created: new Date(index * 1000),
  })) as RecordedEvent[];
}
