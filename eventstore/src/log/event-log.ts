import { Catalogue } from "./catalogue.ts";
import { EventQuery } from "./event-query.ts";
import { NO_REVISION, type ProposedEvent, type RecordedEvent } from "./events.ts";
import { FileInPlace } from "./file/file-in-place.ts";
import { IN_MEMORY, openDatabase } from "./file/open-database.ts";
import type { Query, Sqlite } from "./file/sqlite.ts";
import { EventInserter, RECORD_END, RECORD_OVERHEAD } from "./insert-events.ts";
import { RecentIds } from "./recent-ids.ts";

/** The range of events that a page of a stream may have. */
interface StreamPage {
  readonly stream: string;
  /** revision of the first event of the page, inclusive */
  readonly from: number;
  /** leaves out events that were created earlier, in milliseconds since 1970 */
  readonly notBefore?: number;
  /** the most events, 1 or more; of large ones come fewer, see {@link EventQuery.all} */
  readonly limit: number;
}

/**
 * Stores all events, and reads them in the order of positions or of a stream's revisions. It does not decide what may be
 * appended (see `append`), or which events of a stream are visible (see `StreamState`).
 */
export class EventLog {
  readonly catalogue: Catalogue;
  readonly #database: Sqlite;
  readonly #fileInPlace: FileInPlace | undefined;
  readonly #begin: Query<never>;
  readonly #commit: Query<never>;
  readonly #inserter: EventInserter;
  readonly #lastRevision: Query<[number | null]>;
  readonly #lastRevisions: Query<[number | null, number | null]>;
  readonly #lastPosition: Query<[number | null]>;
  readonly #recordAt: Query<[position: number, end: number]>;
  readonly #dataVersion: Query<[number]>;
  readonly #recentIds: RecentIds;
  readonly #streamForwards: EventQuery<[stream: string, from: number, notBefore: number, limit: number]>;
  readonly #streamBackwards: EventQuery<[stream: string, from: number, notBefore: number, limit: number]>;
  readonly #allForwards: EventQuery<[from: number, limit: number]>;
  readonly #allBackwards: EventQuery<[from: number, limit: number]>;

  /**
   * Opens a log.
   *
   * @param file path of the SQLite file, or ":memory:"; file and folder are created if they are missing
   * @throws {EventStoreFileError} if the file cannot serve as an event store; it is left as it was
   */
  static async open(file: string): Promise<EventLog> {
    const database = await openDatabase(file);
    return new EventLog(database, file === IN_MEMORY ? undefined : new FileInPlace(file));
  }

  private constructor(database: Sqlite, fileInPlace: FileInPlace | undefined) {
    this.#database = database;
    this.catalogue = new Catalogue(database);
    this.#fileInPlace = fileInPlace;
    this.#begin = database.prepare("BEGIN IMMEDIATE");
    this.#commit = database.prepare("COMMIT");
    this.#inserter = new EventInserter(database);
    const last =
      "(SELECT max(revision) FROM events WHERE stream_id = (SELECT stream_id FROM streams WHERE name = ?))";
    this.#lastRevision = database.prepare(`SELECT ${last}`);
    this.#lastRevisions = database.prepare(`SELECT ${last}, ${last}`);
    this.#lastPosition = database.prepare(`SELECT max(position) FROM events`);
    this.#recordAt = database.prepare(
      `SELECT position, ${RECORD_END} FROM events WHERE position <= ? ORDER BY position DESC LIMIT 1`,
    );
    this.#dataVersion = database.prepare(`PRAGMA data_version`);
    this.#recentIds = new RecentIds(database);
    this.#streamForwards = new EventQuery(
      database,
      "name = ? AND revision >= ? AND created >= ? ORDER BY revision LIMIT ?",
    );
    this.#streamBackwards = new EventQuery(
      database,
      "name = ? AND revision <= ? AND created >= ? ORDER BY revision DESC LIMIT ?",
    );
    this.#allForwards = new EventQuery(database, "position >= ? ORDER BY position LIMIT ?");
    this.#allBackwards = new EventQuery(database, "position <= ? ORDER BY position DESC LIMIT ?");
  }

  /**
   * Does `work` in one transaction, without other writers in between. When it returns, the inserted events are on disk.
   *
   * @throws SQLITE_BUSY while another process writes; {@link EventStoreFileError} if the file has been moved, deleted or
   *   replaced; the error of `work`. Then nothing has changed.
   */
  transaction<Result>(work: () => Result): Result {
    this.#begin.run();
    try {
      const result = work();
      this.#fileInPlace?.check();
      this.#commit.run();
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.execute("ROLLBACK");
      this.#recentIds.forget();
      throw error;
    }
  }

  /** Inserts an event at the end. It must run in a transaction. @returns its position */
  insert(stream: string, revision: number, event: ProposedEvent, created: number): number {
    return this.insertAll(stream, revision, [event], created);
  }

  /**
   * Inserts events at the end. It must run in a transaction.
   *
   * @param revision of the first event; those of the others follow
   * @returns the position of the last event
   */
  insertAll(stream: string, revision: number, events: readonly ProposedEvent[], created: number): number {
    return this.#inserter.insert(stream, revision, events, created);
  }

  /** The revision of the stream's last event, or {@link NO_REVISION}. */
  lastRevision(stream: string): number {
    return this.#lastRevision.first(stream)?.[0] ?? NO_REVISION;
  }

  /** Returns {@link lastRevision} of two streams: asking twice would take twice as long. */
  lastRevisions(one: string, other: string): [number, number] {
    const [ofOne, ofOther] = this.#lastRevisions.first(one, other) ?? [];
    return [ofOne ?? NO_REVISION, ofOther ?? NO_REVISION];
  }

  /** The position of the last event of all, or 0. */
  lastPosition(): number {
    return this.#lastPosition.first()?.[0] ?? 0;
  }

  /** The position at which the next event will begin. */
  end(): number {
    return this.#inserter.end();
  }

  /** Returns whether an event begins at a position or may begin there later; false for a position between two events. */
  isPlace(position: number): boolean {
    if (position === 0) return true; // before the first event
    const [begin, end] = this.#recordAt.first(position) ?? [0, RECORD_OVERHEAD];
    return position === begin || position >= end;
  }

  /** A number that changes when another process writes, and only then. */
  dataVersion(): number {
    return this.#dataVersion.first()?.[0] ?? 0;
  }

  /** @param revision of the stream's last event; asked for first, since it is enough for streams that do not exist */
  lastEventOf(stream: string, revision = this.lastRevision(stream)): RecordedEvent | undefined {
    return revision === NO_REVISION ? undefined : this.eventAt(stream, revision);
  }

  eventAt(stream: string, revision: number): RecordedEvent | undefined {
    const [event] = this.readStreamForwards({ stream, from: revision, limit: 1 });
    return event?.revision === revision ? event : undefined;
  }

  /**
   * Returns the stream's event with this id, if it is one of the latest of the log (see {@link RecentIds}). It must run in a
   * transaction.
   */
  eventById(stream: string, id: Uint8Array): RecordedEvent | undefined {
    const position = this.#recentIds.positionOf(id);
    const [event] = position === undefined ? [] : this.readAllForwards(position, 1);
    return event?.stream === stream ? event : undefined;
  }

  readStreamForwards({ stream, from, notBefore = 0, limit }: StreamPage): RecordedEvent[] {
    return this.#streamForwards.all(stream, from, notBefore, limit);
  }

  readStreamBackwards({ stream, from, notBefore = 0, limit }: StreamPage): RecordedEvent[] {
    return this.#streamBackwards.all(stream, from, notBefore, limit);
  }

  /** @param from position of the first event of the page, inclusive */
  readAllForwards(from: number, limit: number): RecordedEvent[] {
    return this.#allForwards.all(from, limit);
  }

  /** @param from position of the first event of the page, inclusive */
  readAllBackwards(from: number, limit: number): RecordedEvent[] {
    return this.#allBackwards.all(from, limit);
  }

  /** Moves the write-ahead log into the file, so that the file can be copied by itself, and closes it. */
  close(): void {
    try {
      this.#database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").all();
    } catch {
      // Another process uses the file. It will move the write-ahead log when it closes; nothing is lost.
    }
    this.#database.close();
  }
}
