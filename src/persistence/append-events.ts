import {
  type AppendToStreamOptions,
  type EventData,
  type EventStoreDBClient,
  type NO_STREAM,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from "@eventstore/db-client";
import type { LogPosition } from "../application/game-repository.ts";
import { featuresOf } from "./check-up.ts";
import { mayHaveBeenDone } from "./diagnose.ts";
import { EventStoreUnavailableError } from "./errors.ts";
import { AT_THE_LEADER, readGameStream, streamNameOf } from "./game-stream.ts";
import { RETRY_POLICY, type RetryPolicy, type Store, withRetry, withTimeout } from "./with-retry.ts";

/**
 * Appends events to the stream of a game in one go. An append that has failed may have been stored all the same: the
 * answer was lost, or a leader without a majority has written it, and it counts when the others are back. So the events
 * are sent again under the same ids, by which the store knows them; and in the end the stream is searched for them.
 *
 * @param revision of the last event that the stream is expected to have, or NO_STREAM.
 * @returns where the last of them lies in the log.
 * @throws WrongExpectedVersionError where the stream ends elsewhere, and does not have the events.
 * @throws EventStoreUnavailableError which says so where it is not known whether the events are stored.
 * @throws StreamDeletedError and what else the client throws.
 */
export async function appendEvents(
  client: EventStoreDBClient,
  store: Store | string,
  gameId: string,
  events: readonly EventData[],
  revision: bigint | typeof NO_STREAM,
  policy: RetryPolicy = RETRY_POLICY,
): Promise<LogPosition | undefined> {
  let mayBeStored = false;
  const append = async () => {
    await featuresOf(client); // the client does so before the first append: up to here nothing has been sent
    const before = mayBeStored;
    mayBeStored = true; // until there is an answer
    try {
      return await appendOnce(client, streamNameOf(gameId), events, revision);
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
    const read = () => readGameStream(client, gameId);
    // After a conflict the store is there. Otherwise it has been asked for long enough.
    const reading = isConflict ? withRetry(store, read, policy) : withTimeout(policy.timeout, read());
    const stored = await reading.catch((reason) => (reason instanceof StreamNotFoundError ? [] : undefined));
    const found = stored?.find(({ id }) => id === events.at(-1)?.id);
    if (found) return found.position;
    if (isConflict) throw error; // the events were expected where others are now, and can no longer come there
    throw new EventStoreUnavailableError(
      error.address,
      `${error.advice}; what you did last may have been stored all the same: resume game ${gameId} to see whether it was`,
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
  // The connection option throwOnAppendFailure=false leads to this.
  if (!success)
    throw new WrongExpectedVersionError(undefined, {
      streamName: stream,
      current,
      expected: expectedRevision,
    });
  return position;
}
