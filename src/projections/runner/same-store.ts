import {
  type AllStreamRecordedEvent,
  BACKWARDS,
  END,
  type EventStoreDBClient,
  FORWARDS,
  InvalidArgumentError,
  type Position,
  type ReadPosition,
  UnknownError,
} from "@eventstore/db-client";
import { type Checkpoint, comparePositions } from "./checkpoint.ts";
import { type Followed, follows } from "./subscription.ts";

/**
 * Finds out whether the read model was built from this store, and the store has not been restored to an earlier state.
 *
 * A store has no identity that a client could ask for. But a log only grows, and the ids of events are random: if the
 * event at the checkpoint is still at its position, everything before it is the same, too. A different store has a
 * different event there, or none. The same is true of a store that was restored from an older copy, even if it has grown
 * since. A copy that was made after the checkpoint counts as the same store: it has the same events.
 *
 * @param stopping ends the waiting for an answer.
 * @throws the error of the client if the store does not answer.
 */
export async function isSameStore(
  client: EventStoreDBClient,
  checkpoint: Checkpoint,
  stopping: AbortSignal,
): Promise<boolean> {
  const where = { from: checkpoint.position, direction: FORWARDS, maxCount: 1 } as const;
  try {
    const [event] = await readPage(client, where, stopping);
    return event?.id === checkpoint.eventId && comparePositions(event.position, checkpoint.position) === 0;
  } catch (error) {
    // A server refuses a position beyond the end of its log, or inside one of its records.
    if (error instanceof InvalidArgumentError || error instanceof UnknownError) return false;
    throw error;
  }
}

/**
 * How long to wait for a page, in milliseconds: the client waits for a silent server for ever. It is longer than the
 * time-out of `withRetry`, which has a better error message.
 */
const TIMEOUT = 5_000;

/** The size of a page when the very last event is not one that the projection follows. */
const PAGE_SIZE = 500;

/**
 * Finds the last event that a projection follows.
 *
 * @param stopping ends the waiting for an answer.
 * @returns its position in the log, or undefined if there is none.
 * @throws the error of the client if the store does not answer.
 */
export async function lastPosition(
  client: EventStoreDBClient,
  followed: Followed,
  stopping?: AbortSignal,
): Promise<Position | undefined> {
  return (await lastEvent(client, followed, stopping))?.position;
}

/** Finds the last event that is followed; see `lastPosition`. */
export async function lastEvent(
  client: EventStoreDBClient,
  followed: Followed,
  stopping?: AbortSignal,
): Promise<AllStreamRecordedEvent | undefined> {
  let from: ReadPosition = END;
  for (let maxCount = 1; ; maxCount = PAGE_SIZE) {
    const events = await readPage(client, { from, direction: BACKWARDS, maxCount }, stopping);
    const found = events.find((event) => follows(followed, event));
    if (found) return found;
    const last = events.at(-1);
    if (!last || events.length < maxCount) return undefined;
    from = last.position; // reading backwards leaves out the event at this position
  }
}

async function readPage(
  client: EventStoreDBClient,
  { from, ...options }: { from: ReadPosition; direction: "forwards" | "backwards"; maxCount: number },
  stopping?: AbortSignal,
): Promise<AllStreamRecordedEvent[]> {
  const events: AllStreamRecordedEvent[] = [];
  // In a cluster only the leader is sure to have the newest events.
  const read = client.readAll({ fromPosition: from, requiresLeader: true, ...options });
  const giveUp = () => {
    void read.cancel();
    read.destroy(new Error("The event store does not answer."));
  };
  const timer = setTimeout(giveUp, TIMEOUT);
  stopping?.addEventListener("abort", giveUp);
  try {
    for await (const { event } of read) if (event) events.push(event);
    return events;
  } finally {
    clearTimeout(timer);
    stopping?.removeEventListener("abort", giveUp);
  }
}
