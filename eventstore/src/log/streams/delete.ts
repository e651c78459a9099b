import { randomBytes } from "node:crypto";
import type { EventLog } from "../event-log.ts";
import { NO_BYTES, STREAM_DELETED_TYPE, TOMBSTONE_REVISION } from "../events.ts";
import { appendMetadata } from "./append.ts";
import { decide, type ExpectedRevision } from "./expected-revision.ts";
import { DELETING_METADATA } from "./stream-metadata.ts";
import { StreamState } from "./stream-state.ts";

interface Delete {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** whether to delete for good: then the stream can never begin again */
  readonly tombstone: boolean;
}

type DeleteResult =
  | { readonly kind: "deleted"; readonly position: number }
  /** the stream's last revision, or -1 if it has no events */
  | { readonly kind: "wrong-revision"; readonly current: number }
  | { readonly kind: "stream-deleted" };

/**
 * Deletes a stream by appending an event. It must run in a transaction of the log. The stream's events stay in the log and
 * in $all (`StorageWriterService`, WriteDelete).
 */
export function deleteStream(log: EventLog, { stream, expected, tombstone }: Delete): DeleteResult {
  const state = new StreamState(log, stream);
  const id = randomBytes(16);
  // The id is new, as in the server, so a deletion is never a repeat: a deleted stream may be deleted again as NO_STREAM.
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
