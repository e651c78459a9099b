import { ID_BYTES, type RecordedEvent } from "./events.ts";
import type { Query, Sqlite, SqlValue } from "./file/sqlite.ts";

/** Stream and type are null for a large event. */
type Row = [
  position: number,
  stream: string | null,
  revision: number,
  type: string | null,
  isJson: number,
  created: number,
  dataBytes: number,
  metadataBytes: number,
];

type Content = Pick<RecordedEvent, "stream" | "type" | "id" | "data" | "metadata">;

/** The most bytes that a page of events has, as {@link sizeOf} counts them, unless its first event has more. */
export const PAGE_BYTES = 256 * 1024;

/** The bytes from which on an event is read by itself, so that it does not keep others in memory. */
const LARGE_BYTES = 2 * 1024;

/** Texts count, too: names and types may have megabytes, and libsql ends the process for a text of 512 MiB. */
const IS_SMALL = `octet_length(data) + octet_length(metadata) + octet_length(name) + octet_length(type) < ${LARGE_BYTES}`;

/**
 * Finds events. For libsql a value costs more than all that SQLite does for a row. So a query returns two values: the rows of
 * all its events as one text of JSON, and the bytes of all small events in one Buffer, which is then cut.
 */
export class EventQuery<Values extends SqlValue[]> {
  readonly #found: Query<[rows: string, bytes: Buffer | null]>;
  readonly #large: Query<[stream: string, type: string, id: Buffer, data: Buffer, metadata: Buffer]>;

  /** @param condition follows WHERE: which events, in which order, and as the last parameter how many */
  constructor(database: Sqlite, condition: string) {
    // SQLite joins BLOBs like text, and changes no byte; group_concat leaves out what is NULL.
    this.#found = database.prepare(
      `SELECT json_group_array(json_array(position, small_name, revision, small_type, is_json, created, data_bytes, metadata_bytes)),
         CAST(group_concat(bytes, '') AS BLOB)
       FROM (
         SELECT position, revision, is_json, created,
           length(data) AS data_bytes, length(metadata) AS metadata_bytes,
           CASE WHEN ${IS_SMALL} THEN name END AS small_name,
           CASE WHEN ${IS_SMALL} THEN type END AS small_type,
           CASE WHEN ${IS_SMALL} THEN id || data || metadata END AS bytes
         FROM events JOIN streams USING (stream_id) WHERE ${condition}
       )`,
    );
    this.#large = database.prepare(
      "SELECT name, type, id, data, metadata FROM events JOIN streams USING (stream_id) WHERE position = ?",
    );
  }

  /**
   * Returns the events; of large ones only those up to the first with which they have more than {@link PAGE_BYTES}, but two at
   * least, if there are two.
   */
  all(...values: Values): RecordedEvent[] {
    const [json, small] = this.#found.first(...values) ?? [];
    const rows = json === undefined ? [] : (JSON.parse(json) as Row[]);
    const events: RecordedEvent[] = [];
    let bytesOfPage = 0;
    let begin = 0;
    for (const row of rows) {
      if (bytesOfPage > PAGE_BYTES && events.length > 1) break;
      const content = small && smallContent(row, small, begin);
      if (content) begin += ID_BYTES + content.data.length + content.metadata.length;
      const event = eventOf(row, content ?? this.#largeContent(row[0]));
      bytesOfPage += sizeOf(event);
      events.push(event);
    }
    return events;
  }

  #largeContent(position: number): Content {
    const found = this.#large.first(position);
    if (found === undefined) throw new Error(`The event at position ${position} is gone.`);
    const [stream, type, id, data, metadata] = found;
    return { stream, type, id, data, metadata };
  }
}

/** Counts the bytes of an event, and the characters of its texts. */
export function sizeOf({ stream, type, data, metadata }: RecordedEvent): number {
  return stream.length + type.length + data.length + metadata.length;
}

/** Cuts the content of a small event out of the bytes of all; returns undefined for a large event. */
function smallContent(row: Row, bytes: Buffer, begin: number): Content | undefined {
  const [, stream, , type, , , dataBytes, metadataBytes] = row;
  if (stream === null || type === null) return undefined;
  const data = begin + ID_BYTES;
  const metadata = data + dataBytes;
  return {
    stream,
    type,
    id: bytes.subarray(begin, data),
    data: bytes.subarray(data, metadata),
    metadata: bytes.subarray(metadata, metadata + metadataBytes),
  };
}

function eventOf([position, , revision, , isJson, created]: Row, content: Content): RecordedEvent {
  const { stream, type, id, data, metadata } = content;
  return { position, stream, revision, id, type, isJson: isJson === 1, created, data, metadata };
}
