import { ID_BYTES } from "./events.ts";
import type { Query, Sqlite } from "./file/sqlite.ts";

/**
 * The events of a generation; two generations are kept. The server remembers about as many ids: 8 MiB of ids and stream names
 * (`ESConsts.CommitedEventsMemCacheLimit`).
 */
const GENERATION = 50_000;

/**
 * Remembers the ids of the latest events of the log, to recognise an append that is sent a second time. It reads them from the
 * log when it is asked, so that it also knows those of other processes and of earlier ones. An index by ids would make all
 * appends slower: ids are random, so that each event would change another page of it.
 */
export class RecentIds {
  readonly #after: Query<[positions: string | null, ids: Buffer | null]>;
  #younger = new Map<string, number>();
  #older = new Map<string, number>();
  #seen = 0;
  #readsSoon = false;

  constructor(database: Sqlite) {
    // For libsql a value costs more than all that SQLite does for a row.
    this.#after = database.prepare(
      `SELECT group_concat(position), CAST(group_concat(id, '') AS BLOB)
       FROM (SELECT position, id FROM events WHERE position > ? ORDER BY position DESC LIMIT ?)`,
    );
  }

  /**
   * Returns the position of the event with this id; of the first one, if there are several (`BoundedCache.cs`). It must run in
   * a transaction of the log.
   */
  positionOf(id: Uint8Array): number | undefined {
    this.#catchUp();
    this.#readSoon();
    const key = keyOf(id);
    return this.#older.get(key) ?? this.#younger.get(key);
  }

  /** Forgets everything: the transaction has failed, so that events may have been seen that are not in the log. */
  forget(): void {
    this.#younger.clear();
    this.#older.clear();
    this.#seen = 0;
  }

  /** Reads the ids of this transaction's events when the answer has left, so that the next append need not wait for them. */
  #readSoon(): void {
    if (this.#readsSoon) return;
    this.#readsSoon = true;
    setImmediate(() => {
      this.#readsSoon = false;
      try {
        this.#catchUp();
      } catch {
        // The file is locked or closed. The next question reads them, or reports it.
      }
    });
  }

  #catchUp(): void {
    const [positions, ids] = this.#after.first(this.#seen, 2 * GENERATION) ?? [];
    if (!positions || !ids) return;
    const latestFirst = positions.split(",");
    const keys = keyOf(ids);
    for (let index = latestFirst.length - 1; index >= 0; index--) {
      this.#seen = Number(latestFirst[index]);
      this.#remember(keys.slice(index * ID_BYTES, (index + 1) * ID_BYTES), this.#seen);
    }
  }

  #remember(key: string, position: number): void {
    if (this.#younger.has(key)) return;
    if (this.#younger.size === GENERATION) {
      this.#older = this.#younger;
      this.#younger = new Map();
    }
    this.#younger.set(key, position);
  }
}

/** Returns the 16 bytes of an id as 16 characters. */
function keyOf(id: Uint8Array): string {
  return Buffer.from(id.buffer, id.byteOffset, id.byteLength).toString("latin1");
}
