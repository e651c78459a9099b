import { mkdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { identityOf, retryWhileBusy } from "embedded-eventstore/shared-file";
import Database from "libsql";
import { hasCode } from "./sqlite-error.ts";

export const IN_MEMORY = ":memory:";

/** Milliseconds that SQLite waits for another process's lock. This blocks the event loop; `retryWhileBusy` waits longer. */
const BUSY_TIMEOUT = 5;

/**
 * Milliseconds that a commit waits for readers to end. This is longer than BUSY_TIMEOUT, because after a failed commit
 * the transaction does its work again. No new reader begins while a commit waits.
 */
const COMMIT_TIMEOUT = 1_000;

/** Marks a file as a read model: "rmc4", in the header field that SQLite provides for this. */
const APPLICATION_ID = 0x726d6334;

/** The version of the schema below. In a file of another version, all tables are dropped and created again. */
const SCHEMA_VERSION = 4;

const SCHEMA = `
  -- a set of tables of a projection, built from the first event on; the tables' names end in its number
  CREATE TABLE generations (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    projection TEXT NOT NULL,
    version    INTEGER NOT NULL,
    -- 1 until all events are in its rows; readers see the generation with 0
    building   INTEGER NOT NULL,
    UNIQUE (projection, version, building)
  ) STRICT;

  -- the last event of each log in a generation
  CREATE TABLE checkpoints (
    generation       INTEGER NOT NULL,
    upstream         TEXT NOT NULL,
    commit_position  TEXT NOT NULL,
    prepare_position TEXT NOT NULL,
    event_id         TEXT NOT NULL,
    PRIMARY KEY (generation, upstream)
  ) STRICT;

  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * The SQLite file of a read model. It may be deleted, damaged or replaced at any time, since it can be rebuilt from the
 * events: the next transaction then finds an empty file. Several processes may use it at once.
 *
 * It has a rollback journal, not a WAL: between writes there is no second file, so users may simply delete this one.
 */
export class ReadModelFile {
  readonly #file: string;
  #database: Database.Database;
  #identity: string | undefined;

  /** @throws an error of SQLite or of the file system if the file cannot be created. */
  static open(file: string): Promise<ReadModelFile> {
    return retryWhileBusy(() => new ReadModelFile(file));
  }

  private constructor(file: string) {
    this.#file = file;
    this.#database = openOrReplace(file);
    this.#identity = identityAt(file);
  }

  /**
   * Does the work in a transaction.
   *
   * @param kind IMMEDIATE for work that writes, DEFERRED for work that only reads.
   * @throws the error of the work; SQLITE_BUSY if another process holds the file for ten seconds.
   */
  transaction<Result>(
    kind: "IMMEDIATE" | "DEFERRED",
    work: (database: Database.Database) => Result,
  ): Promise<Result> {
    return retryWhileBusy(() => {
      if (identityAt(this.#file) !== this.#identity) this.#reopen();
      try {
        return this.#attempt(kind, work);
      } catch (error) {
        if (!isDamage(error)) throw error;
        deleteFile(this.#file);
        this.#reopen();
        return this.#attempt(kind, work);
      }
    });
  }

  close(): void {
    if (this.#database.open) this.#database.close();
  }

  #attempt<Result>(kind: string, work: (database: Database.Database) => Result): Result {
    this.#database.exec(`BEGIN ${kind}`);
    try {
      // Takes the lock for reading now. A prepared statement that fails to get it stays active until it is garbage
      // collected, and until then no later transaction gives the lock back: writers would wait for seconds.
      this.#database.exec("SELECT 1 FROM sqlite_schema");
      const result = work(this.#database);
      this.#database.exec(`PRAGMA busy_timeout = ${COMMIT_TIMEOUT}; COMMIT`);
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      throw error;
    } finally {
      this.#database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
    }
  }

  #reopen(): void {
    this.close();
    this.#database = openOrReplace(this.#file);
    this.#identity = identityAt(this.#file);
  }
}

function openOrReplace(file: string): Database.Database {
  try {
    return open(file);
  } catch (error) {
    if (!isDamage(error)) throw error;
    deleteFile(file);
    return open(file);
  }
}

function open(file: string): Database.Database {
  if (file !== IN_MEMORY) mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file, { timeout: BUSY_TIMEOUT });
  try {
    database.exec("PRAGMA synchronous = NORMAL");
    database.exec("BEGIN IMMEDIATE"); // fails now, not later, if the file is read-only
    if (!isOfThisVersion(database)) {
      for (const table of tablesIn(database)) database.exec(`DROP TABLE "${table}"`);
      database.exec(SCHEMA);
    }
    database.exec("COMMIT");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function isOfThisVersion(database: Database.Database): boolean {
  const header = (field: string) => (database.prepare(`PRAGMA ${field}`).raw(true).get() as [number])[0];
  return header("application_id") === APPLICATION_ID && header("user_version") === SCHEMA_VERSION;
}

function tablesIn(database: Database.Database): string[] {
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    .raw(true)
    .all() as [string][];
  return tables.map(([name]) => name);
}

function isDamage(error: unknown): boolean {
  return hasCode(error, "SQLITE_CORRUPT", "SQLITE_NOTADB");
}

/** Deletes the file, and the journal of an interrupted write. */
function deleteFile(file: string): void {
  for (const path of [file, `${file}-journal`]) rmSync(path, { force: true });
}

/** @returns a value that changes when the file is replaced; undefined if there is no file. */
function identityAt(file: string): string | undefined {
  const status = file === IN_MEMORY ? undefined : statSync(file, { bigint: true, throwIfNoEntry: false });
  return status && identityOf(status);
}
