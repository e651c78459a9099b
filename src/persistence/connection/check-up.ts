import { type EventStoreDBClient, StreamNotFoundError } from "@eventstore/db-client";
import { RETRY_POLICY, type Store, withRetry } from "../with-retry.ts";

interface CheckUp {
  /** The server's version, such as "24.10.0". */
  readonly version: string;
  /** The median duration of a read, in milliseconds. */
  readonly roundTrip: number;
}

const READS = 9;

/** A check-up reports the present state, so it does not wait for an election. */
const POLICY = { ...RETRY_POLICY, cluster: 3_000 };
/** The client keeps the answer of its first attempt, so another attempt would be useless. */
const SINGLE_ATTEMPT = { ...POLICY, unreachable: 0, starting: 0, cluster: 0 };

/**
 * Checks whether a store answers, and how fast.
 *
 * @throws EventStoreUnavailableError
 */
export async function checkUp(client: EventStoreDBClient, store: Store): Promise<CheckUp> {
  await withRetry(store, () => readAnything(client), POLICY); // connects; not timed
  const times: number[] = [];
  for (let read = 1; read <= READS; read++) {
    const start = performance.now();
    await withRetry(store, () => readAnything(client), POLICY);
    times.push(performance.now() - start);
  }
  const roundTrip = times.sort((one, other) => one - other)[(READS - 1) / 2] as number;
  const { serverVersion } = await withRetry(store, () => featuresOf(client), SINGLE_ATTEMPT);
  return { version: serverVersion, roundTrip };
}

/** Reads a stream that probably does not exist: any answer proves that the store works. */
export async function readAnything(client: EventStoreDBClient): Promise<void> {
  try {
    for await (const _event of client.readStream("any-stream", { maxCount: 1 }));
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
}

/**
 * Asks the server for its features, as the client does before its first append. `Reflect` is needed because the
 * client's property is protected.
 */
export async function featuresOf(client: EventStoreDBClient): Promise<{ readonly serverVersion: string }> {
  return Reflect.get(client, "capabilities");
}
