import type { EventLog } from "./event-log.ts";
import { NO_REVISION, type RecordedEvent, TOMBSTONE_REVISION } from "./events.ts";
import { isDeleting, parseMetadata, type StreamMetadata } from "./stream-metadata.ts";
import { isMetastream, metastreamOf, originalStreamOf } from "./stream-names.ts";

/** What the server keeps of a metadata stream: its last event (`metastreamMaxCount`, 1 by default). */
const METADATA_OF_METASTREAMS: StreamMetadata = { maxCount: 1 };

/** What is true of a stream at the moment, derived from the log when asked (rules: the server's `IndexReader.cs`). */
export class StreamState {
  readonly #log: EventLog;
  readonly stream: string;
  /** revision of the last event, {@link NO_REVISION}, or {@link TOMBSTONE_REVISION} */
  readonly lastRevision: number;
  #metadataEvent: RecordedEvent | undefined | "unread" = "unread";
  #metadata: StreamMetadata | undefined;

  constructor(log: EventLog, stream: string) {
    this.#log = log;
    this.stream = stream;
    this.lastRevision = lastRevision(log, stream);
  }

  /** Deleted for good: nothing can be read or appended any more. */
  get isTombstoned(): boolean {
    return this.lastRevision === TOMBSTONE_REVISION;
  }

  /** Deleted, but may begin again, with the revision after its last one. */
  get isSoftDeleted(): boolean {
    return isDeleting(this.metadata);
  }

  /** Has no event that a reader could ask for. */
  get isMissing(): boolean {
    return this.lastRevision === NO_REVISION || this.isSoftDeleted;
  }

  get hasMetadata(): boolean {
    return this.metadataEvent !== undefined;
  }

  get metadata(): StreamMetadata {
    this.#metadata ??= isMetastream(this.stream)
      ? METADATA_OF_METASTREAMS
      : parseMetadata(this.metadataEvent);
    return this.#metadata;
  }

  /** The last event of the stream's metadata stream. */
  get metadataEvent(): RecordedEvent | undefined {
    if (this.#metadataEvent === "unread")
      this.#metadataEvent = this.#log.lastEventOf(metastreamOf(this.stream));
    return this.#metadataEvent;
  }

  /** The first revision that `$maxCount` and `$tb` leave readable. */
  get firstReadableRevision(): number {
    const { maxCount, truncateBefore } = this.metadata;
    return Math.max(0, maxCount ? this.lastRevision - maxCount + 1 : 0, truncateBefore ?? 0);
  }

  /** The time before which `$maxAge` hides events, in milliseconds since 1970. */
  get oldestReadableTime(): number {
    const { maxAge } = this.metadata;
    return maxAge ? Date.now() - maxAge : 0;
  }
}

/** The metadata stream of a tombstoned stream counts as tombstoned too (`GetStreamLastEventNumberCached`). */
function lastRevision(log: EventLog, stream: string): number {
  if (isMetastream(stream) && lastRevision(log, originalStreamOf(stream)) === TOMBSTONE_REVISION) {
    return TOMBSTONE_REVISION;
  }
  return log.lastRevision(stream);
}
