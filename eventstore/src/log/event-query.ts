import type { RecordedEvent } from "./events.ts";
import type { Query, Sqlite, SqlValue } from "./sqlite.ts";

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

/**
 * Finds events. For libsql a Buffer costs more than the rest of a row, and an event has three. So a query returns the bytes
 * of all its events in one Buffer, which is then cut.
 */
export class EventQuery<Values extends SqlValue[]> {
  readonly #rows: Query<Row>;
  readonly #together: Query<[lastPosition: number, bytes: Buffer]>;
  readonly #apart: Query<[position: number, ...Bytes]>;

  /** @param condition follows WHERE: which events, in which order, and as the last parameter how many */
  constructor(database: Sqlite, condition: string) {
    const where = `FROM events JOIN streams USING (stream_id) WHERE ${condition}`;
    this.#rows = database.prepare(
      `SELECT position, name, revision, type, is_json, created, length(data), length(metadata) ${where}`,
    );
    // SQLite joins BLOBs like text, and changes no byte.
    this.#together = database.prepare(
      `SELECT max(position), CAST(group_concat(id || data || metadata, '') AS BLOB)
       FROM (SELECT position, id, data, metadata ${where})`,
    );
    this.#apart = database.prepare(`SELECT position, id, data, metadata ${where}`);
  }

  /** Returns the events; of large ones only those up to the first with which they have more than {@link PAGE_BYTES}. */
  all(...values: Values): RecordedEvent[] {
    for (;;) {
      const found = this.#rows.all(...values);
      if (found.length === 0) return [];
      const rows = found.slice(0, countWithin(found));
      const bytes = this.#bytesOf(
        rows,
        rows.length < found.length ? [...values.slice(0, -1), rows.length] : values,
      );
      if (bytes) return rows.map((row, index) => eventOf(row, bytes[index] as Bytes));
      // Another process has appended between the two queries.
    }
  }

  /** Reads the bytes of these rows; undefined if the log has changed since the rows were read. */
  #bytesOf(rows: readonly Row[], values: readonly SqlValue[]): Bytes[] | undefined {
    // Of large events each has bytes of its own, so that one of them does not keep the others in memory.
    if (rows.length === 1 || bytesOf(rows) > PAGE_BYTES) {
      const parts = this.#apart.all(...values);
      const isSame = rows.every(([position], index) => parts[index]?.[0] === position);
      return isSame ? parts.map(([, ...bytes]) => bytes) : undefined;
    }
    const [lastPosition, together] = this.#together.first(...values) ?? [];
    const isSame = lastPosition === Math.max(...rows.map(([position]) => position));
    return isSame && together ? cut(together, rows) : undefined;
  }
}

/** Counts the events up to the first one with which they have more than {@link PAGE_BYTES}; two at least, if there are two. */
function countWithin(rows: readonly Row[]): number {
  let bytes = 0;
  const index = rows.findIndex((row) => {
    bytes += bytesOf([row]);
    return bytes > PAGE_BYTES;
  });
  return index === -1 ? rows.length : Math.max(2, index + 1);
}

/** Adds up the bytes of data and metadata. */
function bytesOf(rows: readonly Row[]): number {
  return rows.reduce((sum, [, , , , , , data, metadata]) => sum + data + metadata, 0);
}

function sizeOf([, , , , , , dataBytes, metadataBytes]: Row): number {
  return ID_BYTES + dataBytes + metadataBytes;
}

function cut(together: Buffer, rows: readonly Row[]): Bytes[] {
  let begin = 0;
  return rows.map((row) => {
    const data = begin + ID_BYTES;
    const metadata = data + row[6];
    const end = begin + sizeOf(row);
    const bytes: Bytes = [
      together.subarray(begin, data),
      together.subarray(data, metadata),
      together.subarray(metadata, end),
    ];
    begin = end;
    return bytes;
  });
}

function eventOf(row: Row, [id, data, metadata]: Bytes): RecordedEvent {
  const [position, stream, revision, type, isJson, created] = row;
  return { position, stream, revision, id, type, isJson: isJson === 1, created, data, metadata };
}
