import { randomBytes } from "node:crypto";
import { appendMetadata } from "./append.ts";
import type { EventLog } from "./event-log.ts";
import { NO_BYTES, STREAM_DELETED_TYPE, TOMBSTONE_REVISION } from "./events.ts";
import { decide, type ExpectedRevision } from "./expected-revision.ts";
import { DELETING_METADATA } from "./stream-metadata.ts";
import { StreamState } from "./stream-state.ts";

interface Delete {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** for good: the stream can never begin again */
  readonly tombstone: boolean;
}

type DeleteResult =
  | { readonly kind: "deleted"; readonly position: number }
  /** the stream's last revision, or -1 where it has none */
  | { readonly kind: "wrong-revision"; readonly current: number }
  | { readonly kind: "stream-deleted" };

/**
 * Deletes a stream by an event that says so; only within a transaction of the log. What was appended stays in the
 * log, and in $all (`StorageWriterService`, WriteDelete).
 */
export function deleteStream(log: EventLog, { stream, expected, tombstone }: Delete): DeleteResult {
  const state = new StreamState(log, stream);
  const id = randomBytes(16);
  // A new id, as in the server: where a deleted stream counts as none, it may be deleted as such.
  const decision = decide(log, state, expected, [id]);
  if (decision.kind === "stream-deleted") return decision;
  if (!tombstone && state.metadataEvent?.revision === TOMBSTONE_REVISION) return { kind: "stream-deleted" };
  if (decision.kind !== "append" || (state.neverExisted && !tombstone)) {
    return { kind: "wrong-revision", current: state.lastRevision };
  }
  if (!tombstone) return { kind: "deleted", position: appendMetadata(log, stream, DELETING_METADATA) };
  const event = { id, type: STREAM_DELETED_TYPE, isJson: false, data: NO_BYTES, metadata: NO_BYTES };
  return { kind: "deleted", position: log.insert(stream, TOMBSTONE_REVISION, event, Date.now()) };
}
