import {
  type AppendToStreamOptions,
  type EventData,
  type EventStoreDBClient,
  type NO_STREAM,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from "@eventstore/db-client";
import type { LogPosition } from "../application/game-repository.ts";
import { featuresOf } from "./connection/check-up.ts";
import { mayHaveBeenDone } from "./diagnose.ts";
import { EventStoreUnavailableError } from "./errors.ts";
import { AT_THE_LEADER, readWholeStream } from "./stream.ts";
import { RETRY_POLICY, type RetryPolicy, type Store, withRetry, withTimeout } from "./with-retry.ts";

/**
 * Appends events to a stream in one request.
 *
 * A failed append may still have stored the events: the answer was lost, or a leader without a majority has written
 * them, and they count when the other nodes are back. A retry is safe, since the store recognises the events by their
 * ids. After the last attempt this searches the stream for them.
 *
 * @param stream such as "game-<id>".
 * @param revision the expected revision: that of the stream's last event, or NO_STREAM.
 * @returns the position of the last event in the log.
 * @throws WrongExpectedVersionError if the stream ends at another revision and does not contain the events.
 * @throws EventStoreUnavailableError if the store does not answer; it says so if the events may have been stored.
 * @throws StreamDeletedError, and other errors of the client.
 */
export async function appendEvents(
  client: EventStoreDBClient,
  store: Store | string,
  stream: string,
  events: readonly EventData[],
  revision: bigint | typeof NO_STREAM,
  policy: RetryPolicy = RETRY_POLICY,
): Promise<LogPosition | undefined> {
  let mayBeStored = false;
  const append = async () => {
    await featuresOf(client); // the client's first append would ask this itself: if it fails, no event has been sent
    const before = mayBeStored;
    mayBeStored = true; // until there is an answer
    try {
      return await appendOnce(client, stream, events, revision);
    } catch (error) {
      mayBeStored = before || mayHaveBeenDone(error);
      throw error;
    }
  };
  try {
    return await withRetry(store, append, policy);
  } catch (error) {
    const isConflict = error instanceof WrongExpectedVersionError;
    if (!mayBeStored || !(isConflict || error instanceof EventStoreUnavailableError)) throw error;
    const read = () => readWholeStream(client, stream);
    // A conflict proves that the store answers, so reading may be retried. Otherwise the retries have been used up.
    const reading = isConflict ? withRetry(store, read, policy) : withTimeout(policy.timeout, read());
    const stored = await reading.catch((reason) => (reason instanceof StreamNotFoundError ? [] : undefined));
    const found = stored?.find(({ id }) => id === events.at(-1)?.id);
    if (found) return found.position;
    if (isConflict) throw error; // other events are at these revisions, so a lost attempt cannot store ours any more
    throw new EventStoreUnavailableError(
      error.address,
      `${error.advice}; what you did last may have been stored all the same: resume ${stream.replace("-", " ")} to see whether it was`,
      { cause: error },
    );
  }
}

async function appendOnce(
  client: EventStoreDBClient,
  stream: string,
  events: readonly EventData[],
  expectedRevision: bigint | typeof NO_STREAM,
): Promise<LogPosition | undefined> {
  const options: AppendToStreamOptions = { expectedRevision, ...AT_THE_LEADER };
  const {
    success,
    position,
    nextExpectedRevision: current,
  } = await client.appendToStream(stream, [...events], options);
  // With throwOnAppendFailure=false in the connection string the client returns a conflict instead of throwing it.
  if (!success)
    throw new WrongExpectedVersionError(undefined, {
      streamName: stream,
      current,
      expected: expectedRevision,
    });
  return position;
}
