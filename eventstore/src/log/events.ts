/** An event that a client wants to append. */
export interface ProposedEvent {
  /** 16 bytes: the client's UUID, by which a repeated append is recognised */
  readonly id: Uint8Array;
  /** never empty */
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  /** empty if there is none */
  readonly metadata: Uint8Array;
}

/** An event in the log. */
export interface RecordedEvent extends ProposedEvent {
  /**
   * place in the whole log: greater than that of every earlier event, with gaps, like byte offsets. (In a file of an
   * earlier version of this program the first positions are 1, 2, 3, …)
   */
  readonly position: number;
  readonly stream: string;
  /** place in its stream: 0, 1, 2, …; a tombstone has {@link TOMBSTONE_REVISION} */
  readonly revision: number;
  /** when it was appended, in milliseconds since 1970 */
  readonly created: number;
}

/** The bytes of an event's id. */
export const ID_BYTES = 16;

/** The last revision of a stream without events. */
export const NO_REVISION = -1;

/**
 * The revision of the last event of a stream that was deleted for good. The server uses the greatest 64-bit
 * integer (`EventNumber.DeletedStream`); this is the greatest that a JavaScript number holds exactly, and it
 * becomes the server's number on the wire.
 */
export const TOMBSTONE_REVISION = Number.MAX_SAFE_INTEGER;

/** Empty data or metadata. */
export const NO_BYTES: Uint8Array = new Uint8Array(0);

/** Event types that the server itself writes (`SystemEventTypes` in its `SystemNames.cs`). */
export const STREAM_METADATA_TYPE = "$metadata";
export const STREAM_DELETED_TYPE = "$streamDeleted";
export const LINK_TYPE = "$>";
