import { randomBytes } from "node:crypto";
import type { EventLog } from "../event-log.ts";
import { NO_BYTES, type ProposedEvent, STREAM_METADATA_TYPE } from "../events.ts";
import { decide, type ExpectedRevision } from "./expected-revision.ts";
import { undeletingMetadata } from "./stream-metadata.ts";
import { isMetastream, metastreamOf, originalStreamOf } from "./stream-names.ts";
import { StreamState } from "./stream-state.ts";

export interface Append {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** may be empty; then only the expected revision is checked */
  readonly events: readonly ProposedEvent[];
}

export type AppendResult =
  /**
   * the revision of the stream's last event, and the position of the last appended event; undefined for events that were
   * there already and can no longer be read
   */
  | { readonly kind: "appended"; readonly revision: number; readonly position: number | undefined }
  /** the stream's last revision, or -1 if it has no events */
  | { readonly kind: "wrong-revision"; readonly current: number }
  | { readonly kind: "stream-deleted" };

/**
 * Appends all events to a stream, or none. It must run in a transaction of the log. A deleted stream begins again with the
 * revision after its last one (the server's `StorageWriterService.cs`, WritePrepares).
 */
export function append(log: EventLog, { stream, expected, events }: Append): AppendResult {
  const state = StreamState.forAppend(log, stream);
  const decision = decide(
    log,
    state,
    expected,
    events.map((event) => event.id),
  );
  switch (decision.kind) {
    case "repeated": {
      const { last } = decision;
      return {
        kind: "appended",
        revision: last.revision,
        position: state.canRead(last) ? last.position : undefined,
      };
    }
    case "wrong-revision":
      return { kind: "wrong-revision", current: state.lastRevision };
    case "stream-deleted":
      return decision;
    case "append":
      return write(log, state, events);
  }
}

function write(log: EventLog, state: StreamState, events: readonly ProposedEvent[]): AppendResult {
  const deleted = deletedStreamsTouchedBy(log, state);
  const { stream, lastRevision } = state;
  const position =
    events.length === 0 ? log.lastPosition() : log.insertAll(stream, lastRevision + 1, events, Date.now());
  for (const state of deleted) undelete(log, state);
  return { kind: "appended", revision: lastRevision + events.length, position };
}

/** Returns the deleted streams that this append restores: the stream itself, and for metadata the stream that it is about. */
function deletedStreamsTouchedBy(log: EventLog, state: StreamState): StreamState[] {
  const touched = [state];
  if (isMetastream(state.stream)) touched.push(new StreamState(log, originalStreamOf(state.stream)));
  return touched.filter((stream) => stream.isSoftDeleted && !stream.isTombstoned);
}

/** Makes the events after the stream's last one readable. The earlier ones stay deleted. */
function undelete(log: EventLog, { stream, lastRevision }: StreamState): void {
  const metadataEvent = log.lastEventOf(metastreamOf(stream));
  if (metadataEvent) appendMetadata(log, stream, undeletingMetadata(metadataEvent, lastRevision + 1));
}

/** Appends an event of the store's own to a stream's metadata, as the server does. @returns its position */
export function appendMetadata(log: EventLog, stream: string, data: Uint8Array): number {
  const metastream = metastreamOf(stream);
  const event = { id: randomBytes(16), type: STREAM_METADATA_TYPE, isJson: true, data, metadata: NO_BYTES };
  return log.insert(metastream, log.lastRevision(metastream) + 1, event, Date.now());
}
