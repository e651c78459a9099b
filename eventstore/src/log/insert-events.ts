import { ID_BYTES, type ProposedEvent, TOMBSTONE_REVISION } from "./events.ts";
import type { Query, Sqlite, SqlValue } from "./file/sqlite.ts";

/**
 * The bytes of a record besides its data and metadata. Positions are byte offsets, as in the server: the next event begins
 * where this one ends. (The server's number differs between versions, so clients cannot rely on it.)
 */
export const RECORD_OVERHEAD = 64;

/** The events that one statement inserts: running a statement costs about as much as inserting an event. */
const ROWS = 25;

/**
 * Inserts events into the tables, with few statements and few values, because each of them costs libsql more than SQLite: the
 * bytes of many events are one value, which SQLite cuts.
 */
export class EventInserter {
  readonly #insertStream: Query<never>;
  readonly #streamId: Query<[number]>;
  readonly #insertOne: Query<never>;
  readonly #insertRows: Query<never>;

  constructor(database: Sqlite) {
    this.#insertStream = database.prepare(`INSERT INTO streams (name) VALUES (?) ON CONFLICT DO NOTHING`);
    this.#streamId = database.prepare(`SELECT stream_id FROM streams WHERE name = ?`);
    this.#insertOne = database.prepare(
      `INSERT INTO events (position, stream_id, revision, id, type, is_json, created, data, metadata)
       VALUES (?, (SELECT stream_id FROM streams WHERE name = ?), ?, ?, ?, ?, ?, ?, ?)`,
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

  /**
   * @param begin position of the first event
   * @param revision of the first event; those of the others follow
   * @param events one or more
   * @returns the positions of the last event, and of the next one after these
   */
  insert(
    begin: number,
    stream: string,
    revision: number,
    events: readonly ProposedEvent[],
    created: number,
  ): { last: number; next: number } {
    const isFirst = revision === 0 || revision === TOMBSTONE_REVISION; // a tombstone may also follow other events
    if (isFirst) this.#insertStream.run(stream);
    let last = begin;
    let next = begin;
    const take = ({ data, metadata }: ProposedEvent) => {
      last = next;
      next += RECORD_OVERHEAD + data.length + metadata.length;
    };
    let done = 0;
    if (events.length >= ROWS) {
      const streamId = this.#streamId.first(stream)?.[0] ?? null;
      for (; done + ROWS <= events.length; done += ROWS) {
        const first = next;
        const bytes: Uint8Array[] = [];
        const given: SqlValue[] = [];
        let offset = 0;
        for (const event of events.slice(done, done + ROWS)) {
          const { id, type, isJson, data, metadata } = event;
          given.push(type, isJson ? 1 : 0, offset, data.length, metadata.length);
          bytes.push(id, data, metadata);
          offset += ID_BYTES + data.length + metadata.length;
          take(event);
        }
        this.#insertRows.run(first, streamId, revision + done, created, Buffer.concat(bytes), ...given);
      }
    }
    for (const event of events.slice(done)) {
      take(event);
      this.#insertOne.run(last, stream, revision + done, ...valuesOf(event, created));
      done += 1;
    }
    return { last, next };
  }
}

function valuesOf({ id, type, isJson, data, metadata }: ProposedEvent, created: number): SqlValue[] {
  return [id, type, isJson ? 1 : 0, created, data, metadata];
}
