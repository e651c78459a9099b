import { setImmediate } from "node:timers/promises";
import { retryWhileBusy } from "./file/busy.ts";
import type { Query, Sqlite, SqlValue } from "./file/sqlite.ts";

/** A stream, by what its last event says. */
export interface StreamEntry {
  /** grows with each new stream */
  readonly number: number;
  readonly name: string;
  /** of the last event, which may be a tombstone */
  readonly lastRevision: number;
  readonly lastType: string;
  /** when the log took in the last event, in milliseconds since 1970 */
  readonly changed: number;
}

/** Which events are sought. Without any of the two, all are. */
export interface Sought {
  /** how the type begins */
  readonly type?: string | undefined;
  /** the `$correlationId` in the metadata */
  readonly correlation?: string | undefined;
}

/** What a search has found: events by their positions, the last one first. */
interface Found {
  readonly positions: number[];
  /** the position before which it has not looked; undefined where it has come to the first event */
  readonly reached: number | undefined;
}

/** Up to so many streams with a prefix are sorted; where there are more, the latest streams are looked through. */
const FEW_STREAMS = 1000;

/** How many streams or events are looked through at once; it takes about 2 ms, and others want their turn. */
const SLICE = 4000;

/** Where the names that begin with a prefix end, in the order of their bytes. */
const AFTER_ALL = "\u{10ffff}";

/**
 * Finds streams and events for people who look around. A question is answered by an index, or from the end of the log on,
 * slice by slice; the log has no index for types and correlation ids, for which every append would have to pay.
 */
export class Catalogue {
  readonly #database: Sqlite;
  readonly #queries = new Map<string, Query<SqlValue[]>>();

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /**
   * Lists streams, the newest first.
   *
   * @param prefix how their names begin
   * @param before a number of a stream: lists only older ones
   */
  async streams(prefix: string, before: number, limit: number): Promise<StreamEntry[]> {
    const numbers = await this.#streamNumbers(prefix, before, limit);
    return numbers.flatMap((number) => this.#entry(number));
  }

  /**
   * Looks for events before a position, backwards.
   *
   * @param limit how many to find, at most
   * @param most how many to look at, at most, give or take a slice
   * @param gone ends the search: throws its reason
   */
  async search(
    sought: Sought,
    before: number,
    limit: number,
    most: number,
    gone: AbortSignal,
  ): Promise<Found> {
    const positions: number[] = [];
    let reached = before;
    for (let looked = 0; looked < most && positions.length <= limit; looked += SLICE) {
      const begin = await retryWhileBusy(() => this.#beginOfSlice(reached));
      if (begin === undefined) return { positions, reached: undefined };
      positions.push(...(await retryWhileBusy(() => this.#inSlice(sought, begin, reached))));
      reached = begin;
      await setImmediate();
      gone.throwIfAborted();
    }
    if (positions.length <= limit) return { positions, reached };
    return { positions: positions.slice(0, limit), reached: positions[limit - 1] };
  }

  async #streamNumbers(prefix: string, before: number, limit: number): Promise<number[]> {
    if (prefix.includes("\0")) return []; // SQLite's text ends there
    const end = prefix + AFTER_ALL;
    const few = this.#all<[number]>(
      "SELECT stream_id FROM streams WHERE name >= ? AND name < ? LIMIT ?",
      prefix,
      end,
      FEW_STREAMS + 1,
    );
    if (few.length <= FEW_STREAMS) {
      const older = few.map(([number]) => number).filter((number) => number < before);
      return older.sort((a, b) => b - a).slice(0, limit);
    }
    const numbers: number[] = [];
    const [[newest = 0] = []] = this.#all<[number | null]>("SELECT max(stream_id) FROM streams");
    for (let to = Math.min(before, (newest ?? 0) + 1); to > 1 && numbers.length < limit; to -= SLICE) {
      const found = this.#all<[number]>(
        `SELECT stream_id FROM streams NOT INDEXED WHERE stream_id < ? AND stream_id >= ? AND name >= ? AND name < ?
         ORDER BY stream_id DESC LIMIT ?`,
        to,
        to - SLICE,
        prefix,
        end,
        limit - numbers.length,
      );
      numbers.push(...found.map(([number]) => number));
      await setImmediate();
    }
    return numbers;
  }

  #entry(number: number): StreamEntry[] {
    const rows = this.#all<[string, number, string, number]>(
      `SELECT name, revision, type, created FROM streams CROSS JOIN events USING (stream_id)
       WHERE stream_id = ? ORDER BY revision DESC LIMIT 1`,
      number,
    );
    return rows.map(([name, lastRevision, lastType, changed]) => ({
      number,
      name,
      lastRevision,
      lastType,
      changed,
    }));
  }

  #beginOfSlice(end: number): number | undefined {
    const [[begin] = [null]] = this.#all<[number | null]>(
      "SELECT min(position) FROM (SELECT position FROM events WHERE position < ? ORDER BY position DESC LIMIT ?)",
      end,
      SLICE,
    );
    return begin ?? undefined;
  }

  /** @returns the positions of those that are sought, the last one first; of correlation ids, a few more. */
  #inSlice({ type = "", correlation }: Sought, begin: number, end: number): number[] {
    const mentions = correlation === undefined ? "" : "AND instr(metadata, ?) > 0";
    const text = correlation === undefined ? [] : [Buffer.from(JSON.stringify(correlation))];
    const found = this.#all<[number]>(
      `SELECT position FROM events WHERE position >= ? AND position < ? AND type >= ? AND type < ? ${mentions}
       ORDER BY position DESC`,
      begin,
      end,
      type,
      type + AFTER_ALL,
      ...text,
    );
    return found.map(([position]) => position);
  }

  /** Prepares each question when it is asked for the first time: most stores are never looked at. */
  #all<Row extends SqlValue[]>(sql: string, ...values: SqlValue[]): Row[] {
    const query = this.#queries.get(sql) ?? this.#database.prepare<SqlValue[]>(sql);
    this.#queries.set(sql, query);
    return query.all(...values) as Row[];
  }
}
