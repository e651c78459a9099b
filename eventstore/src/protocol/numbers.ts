import { TOMBSTONE_REVISION } from "../log/events.ts";
import type { WriteFields } from "./message-writer.ts";
import { unforeseen } from "./rpc-errors.ts";
import type { Integer } from "./wire.ts";

/** The number that the server takes for the end of a stream, or of all, and for a stream that is not there. */
const END = 2n ** 64n - 1n;

/** The server's number for the revision of a tombstone, the greatest 64-bit integer. */
const LARGEST_REVISION = 2n ** 63n - 1n;

/** The client counts time in .NET ticks of 100 nanoseconds. */
const TICKS_PER_MILLISECOND_AS_ZEROS = "0000";

export function bigintOf(integer: Integer): bigint {
  return BigInt(integer);
}

/**
 * A revision or a position as a number, or the end; what is too great for a number is beyond every event anyway.
 *
 * @throws {StatusError} for what is greater than any revision (the constructors of `StreamRevision` and `Position`)
 */
export function decodePlace(integer: Integer): number | "end" {
  const value = bigintOf(integer);
  if (value === END) return "end";
  if (value > LARGEST_REVISION) throw unforeseen(`${value} is not a valid revision or position.`);
  return Math.min(Number(value), TOMBSTONE_REVISION);
}

export function encodeRevision(revision: number): number | string {
  return revision === TOMBSTONE_REVISION ? String(LARGEST_REVISION) : revision;
}

/** @throws {StatusError} for a request that wants no events at all (`IndexReader.ReadStreamEventsForward`) */
export function decodeCount(integer: Integer): number {
  const count = Number(integer);
  if (count === 0) throw unforeseen("The number of events to read must be 1 or more.");
  return Math.min(count, Number.MAX_SAFE_INTEGER);
}

/** Commit and prepare position differ only for explicit transactions, which are long gone from the protocol. */
export function encodePosition(position: number): WriteFields {
  return (fields) => fields.integer(1, position).integer(2, position);
}

/** @param milliseconds since 1970 */
export function encodeTime(milliseconds: number): string {
  return milliseconds + TICKS_PER_MILLISECOND_AS_ZEROS;
}
