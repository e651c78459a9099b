import { setTimeout as pause } from "node:timers/promises";
import {
  type AllStreamRecordedEvent,
  type AllStreamResolvedEvent,
  type EventStoreDBClient,
  eventTypeFilter,
  START,
  streamNameFilter,
} from "@eventstore/db-client";
import type { Checkpoint } from "./checkpoint.ts";
import type { ProjectionDefinition } from "./projection-definition.ts";

/** The most events in one batch, and so in one transaction. */
const MAX_BATCH_SIZE = 5_000;

// All times are in milliseconds.

/** A batch is complete if no event has arrived for this long. */
const IDLE_TIME = 2;
/** A batch is complete after this long, even if events still arrive. */
const MAX_BATCH_TIME = 100;

/** How long to wait for the end of a subscription. */
const UNSUBSCRIBE_TIMEOUT = 200;

/** The events that a projection follows. */
export type Followed = Pick<ProjectionDefinition<object>, "eventTypes" | "streams">;

/** @returns the filter for the server; see `ProjectionDefinition.streams`. */
function filterFor({ eventTypes, streams }: Followed) {
  return streams
    ? streamNameFilter({ prefixes: [...streams] })
    : eventTypeFilter({ prefixes: [...eventTypes] });
}

/** @returns whether the projection follows the event. The server filters types by prefix, so it sends others, too. */
export function follows(
  { eventTypes, streams }: Followed,
  { streamId, type }: AllStreamRecordedEvent,
): boolean {
  return streams ? streams.some((prefix) => streamId.startsWith(prefix)) : eventTypes.includes(type);
}

/**
 * Subscribes to the events that a projection follows: catches up, then follows live. Events that arrive together come
 * in one batch.
 *
 * @param after the event before the first one to read; undefined to begin with the first of the log.
 * @param signal ends the subscription and the iteration.
 * @throws the error that ended the subscription.
 */
export async function* eventsFor(
  followed: Followed,
  client: EventStoreDBClient,
  after: Checkpoint | undefined,
  signal: AbortSignal,
): AsyncGenerator<AllStreamRecordedEvent[]> {
  const subscription = client.subscribeToAll({
    fromPosition: after?.position ?? START,
    filter: filterFor(followed),
  });
  let batch: AllStreamRecordedEvent[] = [];
  let failure: Error | undefined;
  let wake = () => {};
  const fail = (error: Error) => {
    failure ??= error;
    wake();
  };
  subscription
    .on("data", ({ event }: AllStreamResolvedEvent) => {
      if (event && follows(followed, event)) batch.push(event);
      if (batch.length >= MAX_BATCH_SIZE) subscription.pause();
      wake();
    })
    .on("error", fail)
    .on("end", () => fail(new SubscriptionEndedError()));
  const stop = () => wake();
  signal.addEventListener("abort", stop);
  try {
    for (;;) {
      if (signal.aborted) return;
      if (batch.length > 0) {
        await untilIdle(() => batch.length);
        const full = batch;
        batch = [];
        yield full;
        subscription.resume();
      } else if (failure) throw failure;
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal.removeEventListener("abort", stop);
    // Without a connection this rejects; during the search for a node it would take too long.
    const ended = subscription.unsubscribe().catch(() => {});
    await Promise.race([ended, pause(UNSUBSCRIBE_TIMEOUT, undefined, { ref: false })]);
  }
}

/** Waits until a batch is complete: it does not grow any more, is full, or has been open for long enough. */
async function untilIdle(length: () => number): Promise<void> {
  const closeAt = Date.now() + MAX_BATCH_TIME;
  for (let before = 0; before < length() && length() < MAX_BATCH_SIZE && Date.now() < closeAt; ) {
    before = length();
    await pause(IDLE_TIME);
  }
}

/** The server has ended a subscription, which should never end. */
class SubscriptionEndedError extends Error {
  override readonly name = "SubscriptionEndedError";

  constructor() {
    super("The event store has ended the subscription.");
  }
}
