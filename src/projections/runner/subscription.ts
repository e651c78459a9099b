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

/** As many events go into one transaction at most; with more at hand, the store is kept waiting. */
const LARGEST_BATCH = 5_000;

/** A batch is closed when nothing has come for as long, in milliseconds … */
const SILENCE = 2;
/** … or when it has been open for as long. */
const LONGEST_BATCH = 100;

/** How long the end of a subscription may take, in milliseconds. */
const LONGEST_GOODBYE = 200;

/** Which events a projection follows. */
export type Followed = Pick<ProjectionDefinition<object>, "eventTypes" | "streams">;

/** The filter for the server; see `ProjectionDefinition.streams`. */
function filterFor({ eventTypes, streams }: Followed) {
  return streams
    ? streamNameFilter({ prefixes: [...streams] })
    : eventTypeFilter({ prefixes: [...eventTypes] });
}

/** @returns whether the projection follows the event: the server's filter lets longer names of types pass as well. */
export function follows(
  { eventTypes, streams }: Followed,
  { streamId, type }: AllStreamRecordedEvent,
): boolean {
  return streams ? streams.some((prefix) => streamId.startsWith(prefix)) : eventTypes.includes(type);
}

/**
 * Subscribes to the events that a projection follows: those that are there, then those that come, in batches of what is
 * at hand.
 *
 * @param after where to begin; undefined for the very first event.
 * @param signal ends the subscription, and with it the iteration.
 * @throws what has cut the subscription off.
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
      if (batch.length >= LARGEST_BATCH) subscription.pause();
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
        await silence(() => batch.length);
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
    // Where there is no connection there is nothing to end, and while one is being looked for, nothing to wait for.
    const ended = subscription.unsubscribe().catch(() => {});
    await Promise.race([ended, pause(LONGEST_GOODBYE, undefined, { ref: false })]);
  }
}

/** Waits until a batch grows no more, or has grown for long enough. */
async function silence(length: () => number): Promise<void> {
  const closeAt = Date.now() + LONGEST_BATCH;
  for (let before = 0; before < length() && length() < LARGEST_BATCH && Date.now() < closeAt; ) {
    before = length();
    await pause(SILENCE);
  }
}

/** The server has ended a subscription that has no end. */
class SubscriptionEndedError extends Error {
  override readonly name = "SubscriptionEndedError";

  constructor() {
    super("The event store has ended the subscription.");
  }
}
