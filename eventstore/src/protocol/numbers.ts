import { TOMBSTONE_REVISION } from "../log/events.ts";
import type { WriteFields } from "./message-writer.ts";
import { unforeseen } from "./rpc-errors.ts";
import type { Integer } from "./wire.ts";

/** The number by which the server means the end of a stream or of $all, and a stream that does not exist. */
const END = 2n ** 64n - 1n;

/** The server's number for the revision of a tombstone, the greatest 64-bit integer. */
const LARGEST_REVISION = 2n ** 63n - 1n;

/** The protocol counts time in .NET ticks of 100 nanoseconds. */
const TICKS_PER_MILLISECOND_AS_ZEROS = "0000";

export function bigintOf(integer: Integer): bigint {
  return BigInt(integer);
}

/**
 * Decodes a revision, a position, or the end. A value too great for a number becomes the greatest: it is beyond every event.
 *
 * @throws {StatusError} for a value greater than any revision (the constructors of `StreamRevision` and `Position`)
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

/** Decodes the number of events to read. @throws {StatusError} for 0 (`IndexReader.ReadStreamEventsForward`) */
export function decodeCount(integer: Integer): number {
  const count = Number(integer);
  if (count === 0) throw unforeseen("The number of events to read must be 1 or more.");
  return Math.min(count, Number.MAX_SAFE_INTEGER);
}

/** Encodes a position. Commit and prepare position differ only for explicit transactions, which the protocol no longer has. */
export function encodePosition(position: number): WriteFields {
  return (fields) => fields.integer(1, position).integer(2, position);
}

/** @param milliseconds since 1970 */
export function encodeTime(milliseconds: number): string {
  return milliseconds + TICKS_PER_MILLISECOND_AS_ZEROS;
}
