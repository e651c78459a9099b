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
 * Asks whether the read model was built from this very store, and the store has not been put back to a time before.
 *
 * No store of any kind has a name of its own that a client could ask for. But a log is only ever added to, and the
 * id of an event is random: where the event at the checkpoint still lies at its position, under its id, everything
 * before it is what it was, too. Another store has another event there, or nothing; so has one that was
 * restored from an older copy, even if it has grown beyond the checkpoint since. (A copy that was made later than the
 * checkpoint counts as the same store, and rightly so.)
 *
 * @param stopping ends the wait for an answer.
 * @throws what the client throws where the store does not answer.
 */
export async function isSameStore(
  client: EventStoreDBClient,
  checkpoint: Checkpoint,
  stopping: AbortSignal,
): Promise<boolean> {
  const where = { from: checkpoint.position, direction: FORWARDS, maxCount: 1 } as const;
  try {
    const [event] = await page(client, where, stopping);
    return event?.id === checkpoint.eventId && comparePositions(event.position, checkpoint.position) === 0;
  } catch (error) {
    // A server refuses a position that lies beyond its log, or in the middle of one of its records.
    if (error instanceof InvalidArgumentError || error instanceof UnknownError) return false;
    throw error;
  }
}

/**
 * How long to wait for a page, in milliseconds: the client waits for a silent server for ever, deadline or not. Longer than
 * a caller does who has a better sentence for it.
 */
const TIMEOUT = 5_000;

/** How many events are looked at next where the last one is not for the projection: other programs may share the store. */
const PAGE = 500;

/**
 * @returns where the last event lies that a projection follows, or undefined where there is none.
 * @throws what the client throws where the store does not answer.
 */
export async function lastPosition(
  client: EventStoreDBClient,
  followed: Followed,
  stopping?: AbortSignal,
): Promise<Position | undefined> {
  let from: ReadPosition = END;
  for (let maxCount = 1; ; maxCount = PAGE) {
    const events = await page(client, { from, direction: BACKWARDS, maxCount }, stopping);
    const found = events.find((event) => follows(followed, event));
    if (found) return found.position;
    const last = events.at(-1);
    if (!last || events.length < maxCount) return undefined;
    from = last.position; // the event at this position is left out when reading backwards
  }
}

async function page(
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
  const bell = setTimeout(giveUp, TIMEOUT);
  stopping?.addEventListener("abort", giveUp);
  try {
    for await (const { event } of read) if (event) events.push(event);
    return events;
  } finally {
    clearTimeout(bell);
    stopping?.removeEventListener("abort", giveUp);
  }
}
