import { type EventStoreDBClient, StreamNotFoundError } from "@eventstore/db-client";
import { RETRY_POLICY, type Store, withRetry } from "./with-retry.ts";

interface CheckUp {
  /** Of the server, such as "24.10.0". */
  readonly version: string;
  /** The median of a few reads, in milliseconds. */
  readonly roundTrip: number;
}

const READS = 9;

/** A check-up tells what is wrong now, and waits for no election to end. */
const POLICY = { ...RETRY_POLICY, cluster: 3_000 };
/** For what the client asks a server only once. */
const ONCE = { ...POLICY, unreachable: 0, starting: 0, cluster: 0 };

/**
 * Finds out whether a store answers, and how fast.
 *
 * @throws EventStoreUnavailableError
 */
export async function checkUp(client: EventStoreDBClient, store: Store): Promise<CheckUp> {
  await withRetry(store, () => readAnything(client), POLICY); // the first takes longer: the connection is made
  const times: number[] = [];
  for (let read = 1; read <= READS; read++) {
    const start = performance.now();
    await withRetry(store, () => readAnything(client), POLICY);
    times.push(performance.now() - start);
  }
  const roundTrip = times.sort((one, other) => one - other)[(READS - 1) / 2] as number;
  const { serverVersion } = await withRetry(store, () => featuresOf(client), ONCE);
  return { version: serverVersion, roundTrip };
}

/** Asks a store for next to nothing, which proves that it answers. */
export async function readAnything(client: EventStoreDBClient): Promise<void> {
  try {
    for await (const _event of client.readStream("any-stream", { maxCount: 1 }));
  } catch (error) {
    if (!(error instanceof StreamNotFoundError)) throw error;
  }
}

/**
 * Asks the server what it can do, as the client does before its first append. The client keeps the answer to itself
 * and to the classes that extend it.
 */
export async function featuresOf(client: EventStoreDBClient): Promise<{ readonly serverVersion: string }> {
  return Reflect.get(client, "capabilities");
}
