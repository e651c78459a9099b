import { type ProposedEvent, TOMBSTONE_REVISION } from "./events.ts";
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
    const rows = Array(ROWS).fill("(?, ?, ?, ?, ?, ?, ?)").join();
    this.#insertRows = database.prepare(
      `INSERT INTO events (position, stream_id, revision, id, type, is_json, created, data, metadata)
       SELECT column1, ?1, column2, substr(?3, column5, 16), column3, column4, ?2,
         substr(?3, column5 + 16, column6), substr(?3, column5 + 16 + column6, column7)
       FROM (VALUES ${rows})`,
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
    const placeOf = ({ data, metadata }: ProposedEvent) => {
      last = next;
      next += RECORD_OVERHEAD + data.length + metadata.length;
      return last;
    };
    let done = 0;
    if (events.length >= ROWS) {
      const streamId = this.#streamId.first(stream)?.[0] ?? null;
      for (; done + ROWS <= events.length; done += ROWS) {
        const bytes: Uint8Array[] = [];
        const rows: SqlValue[] = [];
        let begin = 1;
        for (const [row, event] of events.slice(done, done + ROWS).entries()) {
          const { id, type, isJson, data, metadata } = event;
          const [json, dataBytes, metadataBytes] = [isJson ? 1 : 0, data.length, metadata.length];
          rows.push(placeOf(event), revision + done + row, type, json, begin, dataBytes, metadataBytes);
          bytes.push(id, data, metadata);
          begin += id.length + dataBytes + metadataBytes;
        }
        this.#insertRows.run(streamId, created, Buffer.concat(bytes), ...rows);
      }
    }
    for (const event of events.slice(done)) {
      this.#insertOne.run(placeOf(event), stream, revision + done, ...valuesOf(event, created));
      done += 1;
    }
    return { last, next };
  }
}

function valuesOf({ id, type, isJson, data, metadata }: ProposedEvent, created: number): SqlValue[] {
  return [id, type, isJson ? 1 : 0, created, data, metadata];
}
