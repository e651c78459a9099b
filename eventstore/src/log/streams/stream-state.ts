import type { EventLog } from "../event-log.ts";
import { NO_REVISION, type RecordedEvent, TOMBSTONE_REVISION } from "../events.ts";
import { isDeleting, parseMetadata, type StreamMetadata } from "./stream-metadata.ts";
import { isMetastream, metastreamOf, originalStreamOf } from "./stream-names.ts";

/** The metadata of metadata streams: the server keeps their last event (`metastreamMaxCount`, 1 by default). */
const METADATA_OF_METASTREAMS: StreamMetadata = { maxCount: 1 };

/** The present state of a stream, derived from the log (by the rules of the server's `IndexReader.cs`). */
export class StreamState {
  readonly stream: string;
  /** revision of the last event, {@link NO_REVISION}, or {@link TOMBSTONE_REVISION} */
  readonly lastRevision: number;
  /** the last event of the stream's metadata stream */
  readonly metadataEvent: RecordedEvent | undefined;
  readonly metadata: StreamMetadata;

  /** @param isForAppend see {@link forAppend} */
  constructor(log: EventLog, stream: string, isForAppend = false) {
    const metastream = metastreamOf(stream);
    const [last, lastMetadata] = log.lastRevisions(stream, metastream);
    const sharesTombstone = isMetastream(stream) && !(isForAppend && last !== NO_REVISION);
    const hasTombstone = sharesTombstone && isTombstoned(log, originalStreamOf(stream));
    this.stream = stream;
    this.lastRevision = hasTombstone ? TOMBSTONE_REVISION : last;
    this.metadataEvent = log.lastEventOf(metastream, lastMetadata);
    this.metadata = isMetastream(stream) ? METADATA_OF_METASTREAMS : parseMetadata(this.metadataEvent);
  }

  /**
   * Reads the state for an append. It may set the metadata of a tombstoned stream that had metadata before: the server's
   * writer then looks only at the metadata stream (`IndexWriter.GetStreamLastEventNumber`).
   */
  static forAppend(log: EventLog, stream: string): StreamState {
    return new StreamState(log, stream, true);
  }

  /** Whether it is deleted for good: it can no longer be read or appended to. */
  get isTombstoned(): boolean {
    return this.lastRevision === TOMBSTONE_REVISION;
  }

  /** Whether it is deleted, but may begin again with the revision after its last one. */
  get isSoftDeleted(): boolean {
    return isDeleting(this.metadata);
  }

  /** Whether it has no events to read. */
  get isMissing(): boolean {
    return this.lastRevision === NO_REVISION || this.isSoftDeleted;
  }

  /** Whether it has neither events nor metadata. */
  get neverExisted(): boolean {
    return this.lastRevision === NO_REVISION && this.metadataEvent === undefined;
  }

  /** Whether its metadata leaves all its events readable. */
  get isWhole(): boolean {
    return this.firstReadableRevision === 0 && this.oldestReadableTime === 0;
  }

  /** The first revision that `$maxCount` and `$tb` leave readable. */
  get firstReadableRevision(): number {
    const { maxCount, truncateBefore } = this.metadata;
    return Math.max(0, maxCount ? this.lastRevision - maxCount + 1 : 0, truncateBefore ?? 0);
  }

  /** Returns whether the stream's metadata leaves an event readable. */
  canRead({ revision, created }: RecordedEvent): boolean {
    return revision >= this.firstReadableRevision && created >= this.oldestReadableTime;
  }

  /** The time before which `$maxAge` hides events, in milliseconds since 1970. */
  get oldestReadableTime(): number {
    const { maxAge } = this.metadata;
    return maxAge ? Date.now() - maxAge : 0;
  }
}

/** The metadata stream of a tombstoned stream also counts as tombstoned (`GetStreamLastEventNumberCached`). */
function isTombstoned(log: EventLog, stream: string): boolean {
  if (log.lastRevision(stream) === TOMBSTONE_REVISION) return true;
  return isMetastream(stream) && isTombstoned(log, originalStreamOf(stream));
}
