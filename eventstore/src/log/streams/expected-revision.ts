import type { EventLog } from "../event-log.ts";
import { NO_REVISION, type RecordedEvent } from "../events.ts";
import type { StreamState } from "./stream-state.ts";

/** What a client expects of a stream: its last revision (0 or more), or one of the server's three words. */
export type ExpectedRevision = "any" | "no_stream" | "stream_exists" | number;

/** The decision about an append. */
type Decision =
  | { readonly kind: "append" }
  /** all these events have been appended before; the answer is that of the first time. `last` is the last of them */
  | { readonly kind: "repeated"; readonly last: RecordedEvent }
  | { readonly kind: "wrong-revision" }
  | { readonly kind: "stream-deleted" };

const APPEND: Decision = { kind: "append" };
const WRONG_REVISION: Decision = { kind: "wrong-revision" };
const STREAM_DELETED: Decision = { kind: "stream-deleted" };

/**
 * Decides whether events may be appended to a stream: the rules of `IndexWriter.CheckCommit` of the server, with
 * one difference. The server remembers the ids of events in memory. This reads them from the log, so that a repeated append
 * is recognised after a restart, and by other processes, too.
 */
export function decide(
  log: EventLog,
  state: StreamState,
  expected: ExpectedRevision,
  ids: readonly Uint8Array[],
): Decision {
  if (state.isTombstoned) return STREAM_DELETED;
  if (expected === "stream_exists") {
    if (state.isSoftDeleted) return STREAM_DELETED;
    if (state.neverExisted) return WRONG_REVISION;
  }
  if (expected === "any" || expected === "stream_exists") return unlessRepeatedAnywhere(log, state, ids);
  const expectedLast = expected === "no_stream" ? NO_REVISION : expected;
  if (expectedLast < state.lastRevision) return repeatedAfter(expectedLast, log, state, ids);
  return expectedLast === state.lastRevision ? APPEND : WRONG_REVISION;
}

/** Decides for "any": all events are new, or all were appended before; a mixture is refused. */
function unlessRepeatedAnywhere(log: EventLog, state: StreamState, ids: readonly Uint8Array[]): Decision {
  let decision = APPEND;
  for (const [index, id] of ids.entries()) {
    const event = log.eventById(state.stream, id);
    if (event === undefined) return index === 0 ? APPEND : WRONG_REVISION;
    decision = { kind: "repeated", last: event };
  }
  return decision;
}

/** Decides for a stream that is not at the expected revision: these very events may have been appended before. */
function repeatedAfter(
  expectedLast: number,
  log: EventLog,
  state: StreamState,
  ids: readonly Uint8Array[],
): Decision {
  let decision = WRONG_REVISION;
  for (const [index, id] of ids.entries()) {
    const event = log.eventAt(state.stream, expectedLast + 1 + index);
    if (event === undefined || !Buffer.from(event.id).equals(id)) {
      // A deleted stream counts as no stream, although its revisions continue.
      const beginsAgain = index === 0 && expectedLast === NO_REVISION && state.isSoftDeleted;
      return beginsAgain ? APPEND : WRONG_REVISION;
    }
    decision = { kind: "repeated", last: event };
  }
  return decision;
}
