import { ID_BYTES, type ProposedEvent, TOMBSTONE_REVISION } from "./events.ts";
import type { Query, Sqlite, SqlValue } from "./file/sqlite.ts";

/**
 * The bytes of a record besides its data and metadata. Positions are byte offsets, as in the server: the next event begins
 * where this one ends. (The server's number differs between versions, so clients cannot rely on it.)
 */
export const RECORD_OVERHEAD = 64;

/** Where the record of an event ends, and where that of the next event will begin, as expressions of SQL. */
export const RECORD_END = `position + ${RECORD_OVERHEAD} + length(data) + length(metadata)`;
const END = `coalesce((SELECT ${RECORD_END} FROM events ORDER BY position DESC LIMIT 1), ${RECORD_OVERHEAD})`;

/** The events that one statement inserts: running a statement costs about as much as inserting an event. */
const ROWS = 25;

/**
 * Inserts events at the end of the log, with few statements and few values, because each of them costs libsql more than
 * SQLite: the bytes of many events are one value, which SQLite cuts.
 */
export class EventInserter {
  readonly #end: Query<[number]>;
  readonly #insertStream: Query<never>;
  readonly #streamId: Query<[number]>;
  readonly #insertOne: Query<never>;
  readonly #insertRows: Query<never>;

  constructor(database: Sqlite) {
    this.#end = database.prepare(`SELECT ${END}`);
    this.#insertStream = database.prepare(`INSERT INTO streams (name) VALUES (?) ON CONFLICT DO NOTHING`);
    this.#streamId = database.prepare(`SELECT stream_id FROM streams WHERE name = ?`);
    this.#insertOne = database.prepare(
      `INSERT INTO events (position, stream_id, revision, id, type, is_json, created, data, metadata)
       VALUES (${END}, (SELECT stream_id FROM streams WHERE name = ?), ?, ?, ?, ?, ?, ?, ?)`,
    );
    // The first five parameters hold for all rows, and each row has five of its own. Place and revision follow from its number.
    const rows = Array.from({ length: ROWS }, (_, row) => {
      const values = [6, 7, 8, 9, 10].map((parameter) => `?${parameter + 5 * row}`);
      return `(${row}, ${values})`;
    });
    this.#insertRows = database.prepare(
      `WITH event (row, type, is_json, offset, data_bytes, metadata_bytes) AS (VALUES ${rows})
       INSERT INTO events (position, stream_id, revision, id, type, is_json, created, data, metadata)
       SELECT ?1 + ${RECORD_OVERHEAD - ID_BYTES} * row + offset, ?2, ?3 + row,
         substr(?5, 1 + offset, ${ID_BYTES}), type, is_json, ?4,
         substr(?5, 1 + offset + ${ID_BYTES}, data_bytes),
         substr(?5, 1 + offset + ${ID_BYTES} + data_bytes, metadata_bytes)
       FROM event`,
    );
  }

  /** The position at which the next event will begin. */
  end(): number {
    return this.#end.first()?.[0] ?? RECORD_OVERHEAD;
  }

  /**
   * @param revision of the first event; those of the others follow
   * @param events one or more
   * @returns the position of the last event
   */
  insert(stream: string, revision: number, events: readonly ProposedEvent[], created: number): number {
    const isFirst = revision === 0 || revision === TOMBSTONE_REVISION; // a tombstone may also follow other events
    if (isFirst) this.#insertStream.run(stream);
    let last = 0;
    let done = 0;
    if (events.length >= ROWS) {
      const streamId = this.#streamId.first(stream)?.[0] ?? null;
      let next = this.end();
      for (; done + ROWS <= events.length; done += ROWS) {
        const group = events.slice(done, done + ROWS);
        last = this.#insertRows.run(next, streamId, revision + done, created, ...valuesOf(group));
        next = group.reduce((position, event) => position + recordBytes(event), next);
      }
    }
    for (; done < events.length; done++) {
      const { id, type, isJson, data, metadata } = events[done] as ProposedEvent;
      const values = [id, type, isJson ? 1 : 0, created, data, metadata];
      last = this.#insertOne.run(stream, revision + done, ...values);
    }
    return last;
  }
}

function recordBytes({ data, metadata }: ProposedEvent): number {
  return RECORD_OVERHEAD + data.length + metadata.length;
}

/** Returns the bytes of all events, and five values of each. */
function valuesOf(events: readonly ProposedEvent[]): SqlValue[] {
  const bytes: Uint8Array[] = [];
  const values: SqlValue[] = [];
  let offset = 0;
  for (const { id, type, isJson, data, metadata } of events) {
    values.push(type, isJson ? 1 : 0, offset, data.length, metadata.length);
    bytes.push(id, data, metadata);
    offset += ID_BYTES + data.length + metadata.length;
  }
  return [Buffer.concat(bytes), ...values];
}
