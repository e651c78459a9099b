import { mkdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Database from "libsql";
import { hasCode, whenFree } from "./busy.ts";

export const IN_MEMORY = ":memory:";

/** How long a statement waits for another process's lock while the event loop stands still, in milliseconds. */
const BUSY_TIMEOUT = 5;

/** Tells our files from others: "rmc4" in the header field that SQLite keeps for this purpose. */
const APPLICATION_ID = 0x726d6334;

/** Of the tables below. A file of another version is made anew. */
const VERSION = 4;

const SCHEMA = `
  -- the tables of a projection, built once from the first event on; their names end in its number
  CREATE TABLE generations (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    projection TEXT NOT NULL,
    version    INTEGER NOT NULL,
    -- 1 until all events are in its rows; readers look at the one with 0
    building   INTEGER NOT NULL,
    UNIQUE (projection, version, building)
  ) STRICT;

  -- the last event of a log that has gone into a generation
  CREATE TABLE checkpoints (
    generation       INTEGER NOT NULL,
    upstream         TEXT NOT NULL,
    commit_position  TEXT NOT NULL,
    prepare_position TEXT NOT NULL,
    event_id         TEXT NOT NULL,
    PRIMARY KEY (generation, upstream)
  ) STRICT;

  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${VERSION};
`;

/**
 * The SQLite file of a read model. It may be deleted, damaged or replaced at any time, since the events tell everything
 * again: then it is made anew, and the next transaction meets an empty one. Several processes may use it at once.
 *
 * Its journal is a rollback journal, which is there only during a write: who deletes the file deletes all of it.
 */
export class ReadModelFile {
  readonly #file: string;
  #database: Database.Database;
  #identity: bigint | undefined;

  /** @throws what SQLite or the file system throws where the file cannot be made. */
  static open(file: string): Promise<ReadModelFile> {
    return whenFree(() => new ReadModelFile(file));
  }

  private constructor(file: string) {
    this.#file = file;
    this.#database = openOrReplace(file);
    this.#identity = identityOf(file);
  }

  /**
   * Does the work in a transaction, all of it or nothing.
   *
   * @param kind IMMEDIATE for work that writes, DEFERRED for work that only reads.
   * @throws what the work throws; SQLITE_BUSY where another process has held the file for ten seconds.
   */
  transaction<Result>(
    kind: "IMMEDIATE" | "DEFERRED",
    work: (database: Database.Database) => Result,
  ): Promise<Result> {
    return whenFree(() => {
      if (identityOf(this.#file) !== this.#identity) this.#reopen();
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
      const result = work(this.#database);
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #reopen(): void {
    this.close();
    this.#database = openOrReplace(this.#file);
    this.#identity = identityOf(this.#file);
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
    database.exec("BEGIN IMMEDIATE"); // fails here and now for a file that cannot be written to
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
  return header("application_id") === APPLICATION_ID && header("user_version") === VERSION;
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

/** Deletes the file, and what an interrupted write has left beside it. */
function deleteFile(file: string): void {
  for (const path of [file, `${file}-journal`]) rmSync(path, { force: true });
}

/** @returns what changes when the file is deleted or replaced; undefined where there is none. */
function identityOf(file: string): bigint | undefined {
  return file === IN_MEMORY ? undefined : statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}
