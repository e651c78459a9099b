import type { EventStoreDBClient } from "@eventstore/db-client";
import { STREAM_PREFIX } from "../../persistence/event-mapping.ts";
import { eventsFor } from "../../projections/runner/subscription.ts";
import type { CheckpointStore, Reaction } from "../run-reaction.ts";
import type { Announcement, Announcer } from "./announcer.ts";

/** The events that are announced. */
export const ANNOUNCED = { eventTypes: ["GameFinished"] } as const;

/** Puts together what tells others how games end, for `runReaction`. The log is the outbox. */
export function announcementReaction(
  client: EventStoreDBClient,
  announcer: Announcer,
  checkpoint: CheckpointStore,
  signal: AbortSignal,
): Reaction<Announcement> {
  return {
    async *subscribe(after) {
      for await (const events of eventsFor(ANNOUNCED, client, after, signal)) yield* events;
    },
    decide: ({ id, streamId }) =>
      streamId.startsWith(STREAM_PREFIX)
        ? { gameId: streamId.slice(STREAM_PREFIX.length), eventId: id }
        : undefined,
    act: (announcement) => announcer.announce(announcement),
    checkpoint,
  };
}
