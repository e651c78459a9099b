import { NO_STREAM, WrongExpectedVersionError } from "@eventstore/db-client";
import { UnreadableMessageError } from "../contract/message.ts";
import { checkpointIn, moveCheckpoint } from "../database/checkpoints.ts";
import type { Database } from "../database/database.ts";
import type { EventStore } from "../event-store/connect.ts";
import { eventsAfter } from "../event-store/events-after.ts";
import { withRetry } from "../event-store/with-retry.ts";
import type { Publisher, Subscriber } from "./channel.ts";
import { toMessage, toStoredEvent } from "./stored-messages.ts";

/**
 * Makes an event store the place for what a service tells, in a stream for each booking.
 *
 * @param streams the beginning of the names of the streams.
 */
export function eventStorePublisher(store: EventStore, streams: string): Publisher {
  return {
    async publish(message) {
      const { bookingId, sequence } = message;
      // The expected revision keeps the order. A message that is there already is recognised by its id.
      const expectedRevision = sequence === 0 ? NO_STREAM : BigInt(sequence - 1);
      await withRetry(store.address, () =>
        store.client.appendToStream(streams + bookingId, toStoredEvent(message), { expectedRevision }),
      ).catch((error) => {
        if (!(error instanceof WrongExpectedVersionError)) throw error;
        throw new Error(`stream ${streams}${bookingId} does not end where message ${sequence} follows`);
      });
    },
  };
}

/**
 * Follows what another service tells in an event store.
 *
 * @param streams the beginning of the names of the other's streams.
 * @param database keeps the place up to which this service has received everything, in CHECKPOINTS_TABLE.
 */
export function eventStoreSubscriber(store: EventStore, streams: string, database: Database): Subscriber {
  return {
    async follow(receive, signal) {
      const after = await database.transaction((query) => checkpointIn(query, streams));
      for await (const event of eventsAfter(store, streams, after, signal)) {
        await receive(toMessage(event, streams)).catch((error) => {
          // It stays in the log.
          if (!(error instanceof UnreadableMessageError)) throw error;
        });
        await database.transaction((query) => moveCheckpoint(query, streams, event.position));
      }
    },
  };
}
