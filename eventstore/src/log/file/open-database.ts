import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { EventStoreFileError } from "../../errors.ts";
import { retryWhileBusy } from "./busy.ts";
import { damagedFile, explainFileError, newerFile, refuseStrangers } from "./file-check.ts";
import { SCHEMA, SCHEMA_FROM_VERSION_1, SCHEMA_FROM_VERSION_2, SCHEMA_VERSION } from "./schema.ts";
import { Sqlite } from "./sqlite.ts";

export const IN_MEMORY = ":memory:";

/** The schema version in the header of a new file. */
const NEW = 0;

/** Files up to this size are checked in full when they are opened; it takes about 10 ms. */
const CHECKED_IN_FULL_BYTES = 4 * 1024 * 1024;

/**
 * The length of the write-ahead log, in pages of 4 KiB, at which SQLite moves its pages into the file. It moves each page
 * once, however often it was written, and every append writes the last pages of the table and its indexes.
 */
const CHECKPOINT_PAGES = 4000;

/**
 * Opens the file of an event store. Creates file and folder if they are missing.
 *
 * @param file path of the file, or ":memory:"
 * @throws {EventStoreFileError} when the file cannot serve as an event store; it is left as it was
 */
export async function openDatabase(file: string): Promise<Sqlite> {
  let database: Sqlite | undefined;
  try {
    // libsql takes some relative paths for the addresses of remote databases.
    const path = file === IN_MEMORY ? file : resolve(file);
    if (path !== IN_MEMORY) {
      refuseStrangers(file); // first, because it also refuses a path that is too long
      makeFolder(dirname(path));
    }
    const opened = await retryWhileBusy(() => prepared(path, file));
    database = opened;
    if (path !== IN_MEMORY) checkForDamage(opened, file);
    await retryWhileBusy(() => change(opened, { from: 1, by: SCHEMA_FROM_VERSION_1 }));
    await retryWhileBusy(() => change(opened, { from: 2, by: SCHEMA_FROM_VERSION_2 }));
    await retryWhileBusy(() => proveWritable(opened));
    return opened;
  } catch (error) {
    database?.close();
    throw explainFileError(file, error);
  }
}

/** Creates a folder and its parents. Node's `recursive` never returns where no folder can be created, such as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // otherwise another process was faster
  }
}

/** Opens the file in a new connection: after a lock, an unfinished statement would disturb the next attempt. */
function prepared(path: string, file: string): Sqlite {
  const database = new Sqlite(path);
  try {
    prepare(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepare(database: Sqlite, file: string): void {
  // A new file gets its tables before its write-ahead log, so its header names this program from the start.
  change(database, { from: NEW, by: SCHEMA });
  // The write-ahead log may contain a newer header than the file.
  if (schemaVersion(database) > SCHEMA_VERSION) throw newerFile(file);
  // With a write-ahead log readers and a writer do not wait for each other, and FULL means that a committed
  // transaction is on disk before it is acknowledged.
  const [journal] = database.prepare<[string]>("PRAGMA journal_mode = WAL").first() ?? [];
  if (journal !== (file === IN_MEMORY ? "memory" : "wal")) {
    throw new EventStoreFileError(
      file,
      "lies on a disk where it cannot be shared",
      "choose a disk of this computer",
    );
  }
  database.execute("PRAGMA synchronous = FULL");
  database.prepare(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`).all();
}

/** Brings a file of one schema version to the present one, in one transaction. */
function change(database: Sqlite, { from, by }: { from: number; by: string }): void {
  if (schemaVersion(database) !== from) return;
  database.execute("BEGIN IMMEDIATE");
  try {
    // Another process may have been faster between the look and the lock.
    if (schemaVersion(database) === from) database.execute(by);
    database.execute("COMMIT");
  } catch (error) {
    if (database.inTransaction) database.execute("ROLLBACK");
    throw error;
  }
}

function schemaVersion(database: Sqlite): number {
  return database.prepare<[number]>("PRAGMA user_version").first()?.[0] ?? 0;
}

function checkForDamage(database: Sqlite, file: string): void {
  if (statSync(file).size <= CHECKED_IN_FULL_BYTES) {
    const [verdict] = database.prepare<[string]>("PRAGMA quick_check(1)").first() ?? [];
    if (verdict !== "ok") throw damagedFile(file, verdict);
  }
  database.prepare("SELECT * FROM events ORDER BY position DESC LIMIT 1").all();
}

/** Writes, to find out now that a file is read-only, not at the first append. */
function proveWritable(database: Sqlite): void {
  database.execute("DELETE FROM events WHERE position < 0");
}
