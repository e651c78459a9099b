import type { RecordedEvent } from "./events.ts";
import type { Query, Sqlite, SqlValue } from "./file/sqlite.ts";

type Row = [
  position: number,
  stream: string,
  revision: number,
  type: string,
  isJson: number,
  created: number,
  dataBytes: number,
  metadataBytes: number,
];

type Bytes = [id: Uint8Array, data: Uint8Array, metadata: Uint8Array];

const ID_BYTES = 16;

/** The most bytes of data and metadata that a page of events has, unless its first event has more. */
export const PAGE_BYTES = 256 * 1024;

/** The bytes of data and metadata from which on an event is read by itself, so that it does not keep others in memory. */
const LARGE_BYTES = 2 * 1024;

/**
 * Finds events. For libsql a value costs more than all that SQLite does for a row. So a query returns two values: the rows of
 * all its events as one text of JSON, and the bytes of all small events in one Buffer, which is then cut.
 */
export class EventQuery<Values extends SqlValue[]> {
  readonly #found: Query<[rows: string, bytes: Buffer | null]>;
  readonly #large: Query<Bytes>;

  /** @param condition follows WHERE: which events, in which order, and as the last parameter how many */
  constructor(database: Sqlite, condition: string) {
    // SQLite joins BLOBs like text, and changes no byte; group_concat leaves out what is NULL.
    this.#found = database.prepare(
      `SELECT json_group_array(json_array(position, name, revision, type, is_json, created, data_bytes, metadata_bytes)),
         CAST(group_concat(bytes, '') AS BLOB)
       FROM (
         SELECT position, name, revision, type, is_json, created,
           length(data) AS data_bytes, length(metadata) AS metadata_bytes,
           CASE WHEN length(data) + length(metadata) < ${LARGE_BYTES} THEN id || data || metadata END AS bytes
         FROM events JOIN streams USING (stream_id) WHERE ${condition}
       )`,
    );
    this.#large = database.prepare("SELECT id, data, metadata FROM events WHERE position = ?");
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
      const size = row[6] + row[7];
      bytesOfPage += size;
      if (size < LARGE_BYTES && small) {
        events.push(eventOf(row, cut(small, begin, row)));
        begin += ID_BYTES + size;
      } else events.push(eventOf(row, this.#large.first(row[0]) as Bytes));
    }
    return events;
  }
}

function cut(bytes: Buffer, begin: number, [, , , , , , dataBytes, metadataBytes]: Row): Bytes {
  const data = begin + ID_BYTES;
  const metadata = data + dataBytes;
  const end = metadata + metadataBytes;
  return [bytes.subarray(begin, data), bytes.subarray(data, metadata), bytes.subarray(metadata, end)];
}

function eventOf(row: Row, [id, data, metadata]: Bytes): RecordedEvent {
  const [position, stream, revision, type, isJson, created] = row;
  return { position, stream, revision, id, type, isJson: isJson === 1, created, data, metadata };
}
