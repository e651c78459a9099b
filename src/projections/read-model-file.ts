import { mkdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import Database from "libsql";

export const IN_MEMORY = ":memory:";

/** How long a statement waits for another process's lock while the event loop stands still, in milliseconds. */
const BUSY_TIMEOUT = 5;

/** Tells our files from anybody else's: "rmc4" in the header field that SQLite keeps for this purpose. */
const APPLICATION_ID = 0x726d6334;

/** To be raised whenever a fold or a table changes: what an earlier version has built is then built again. */
const VERSION = 3;

const SCHEMA = `
  -- what is known of each game, as JSON; the rows are in the order in which the games began
  CREATE TABLE games (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL
  ) STRICT;

  -- one row: the last event that has gone into the games
  CREATE TABLE checkpoint (
    only_row         INTEGER PRIMARY KEY CHECK (only_row = 1),
    commit_position  TEXT NOT NULL,
    prepare_position TEXT NOT NULL,
    event_id         TEXT NOT NULL
  ) STRICT;

  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${VERSION};
`;

/**
 * Opens the file of a read model, or makes an empty one.
 *
 * The journal is a rollback journal, which is there only while something is being written, so that whoever deletes
 * the file deletes all of it.
 *
 * @throws SQLITE_BUSY while another process makes the file.
 */
export function openReadModelFile(file: string): Database.Database {
  if (file !== IN_MEMORY) mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file, { timeout: BUSY_TIMEOUT });
  try {
    database.exec("PRAGMA synchronous = NORMAL");
    database.exec("BEGIN IMMEDIATE"); // a file that cannot be written to is of no use, so it fails right here
    if (!isOfThisVersion(database)) {
      database.exec(`DROP TABLE IF EXISTS games; DROP TABLE IF EXISTS checkpoint; ${SCHEMA}`);
    }
    database.exec("COMMIT");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function isOfThisVersion(database: Database.Database): boolean {
  return (
    header(database, "application_id") === APPLICATION_ID && header(database, "user_version") === VERSION
  );
}

function header(database: Database.Database, field: "application_id" | "user_version"): number {
  return (database.prepare(`PRAGMA ${field}`).raw(true).get() as [number])[0];
}

/** Deletes a file that cannot be read any more, and what an interrupted write has left beside it. */
export function deleteReadModelFile(file: string): void {
  for (const path of [file, `${file}-journal`]) rmSync(path, { force: true });
}

/** @returns what changes when the file is deleted or replaced; undefined where there is none. */
export function identityOf(file: string): bigint | undefined {
  return file === IN_MEMORY ? undefined : statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
}
