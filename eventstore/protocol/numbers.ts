import { TOMBSTONE_REVISION } from "../log/events.ts";
import type { ExpectedRevision } from "../log/expected-revision.ts";
import { invalidArgument } from "./rpc-errors.ts";

/** The server's number for the revision of a tombstone, the greatest 64-bit integer. */
const LARGEST_REVISION = 2n ** 63n - 1n;

/** A revision or a position as a number; what is too great for one is beyond every event anyway. */
export function decodeNumber(text: string): number {
  const value = BigInt(text);
  if (value > LARGEST_REVISION) throw invalidArgument(`${text} is not a valid revision or position.`);
  return value > BigInt(TOMBSTONE_REVISION) ? TOMBSTONE_REVISION : Number(value);
}

export function encodeRevision(revision: number): string {
  return revision === TOMBSTONE_REVISION ? String(LARGEST_REVISION) : String(revision);
}

/** The ways in which requests to append or delete say what they expect of the stream. */
interface ExpectationOptions {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

/**
 * @param exact the revision of the request, if it has one
 * @throws {StatusError} where the request says nothing about what it expects
 */
export function decodeExpectation(options: ExpectationOptions, exact: string | undefined): ExpectedRevision {
  if (exact !== undefined) return decodeNumber(exact);
  if (options.hasAny()) return "any";
  if (options.hasNoStream()) return "no_stream";
  if (options.hasStreamExists()) return "stream_exists";
  throw invalidArgument("The request does not say which revision it expects.");
}

/** @throws {StatusError} for a request that wants no events at all, which the server refuses too */
export function decodeCount(text: string): number {
  const count = BigInt(text);
  if (count === 0n) throw invalidArgument("The number of events to read must be 1 or more.");
  return count > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(count);
}
