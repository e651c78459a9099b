import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { EventStoreFileError } from "../errors.ts";
import { retryWhileBusy } from "./busy.ts";
import { damagedFile, explainFileError, newerFile, refuseStrangers } from "./file-check.ts";
import { SCHEMA, SCHEMA_FROM_VERSION_1, SCHEMA_VERSION } from "./schema.ts";
import { Sqlite } from "./sqlite.ts";

export const IN_MEMORY = ":memory:";

/** The version of the schema in a file that has none yet. */
const NEW = 0;

/** Files up to this size are checked in full when they are opened; it takes about 10 ms. */
const CHECKED_IN_FULL_BYTES = 4 * 1024 * 1024;

/**
 * How far the write-ahead log grows, in pages of 4 KiB, before its pages are put into the file. They are put there once,
 * however often they have been written meanwhile, and among them are always the last ones of the table and its indexes.
 */
const CHECKPOINT_PAGES = 4000;

/**
 * How many KiB of the file's pages SQLite keeps in memory. Ids of events are random, and so are their places in the index:
 * with SQLite's own 2 MiB a large append to a long stream puts pages away only to fetch them again.
 */
const CACHE_KIBIBYTES = 8 * 1024;

/**
 * Opens an event store's file, or makes a new one together with its folder.
 *
 * @param file path of the file, or ":memory:"
 * @throws {EventStoreFileError} when the file cannot serve as an event store; it is left as it was
 */
export async function openDatabase(file: string): Promise<Sqlite> {
  let database: Sqlite | undefined;
  try {
    // An absolute path is always a path: libsql takes some others for addresses of a database elsewhere.
    const path = file === IN_MEMORY ? file : resolve(file);
    if (path !== IN_MEMORY) {
      makeFolder(dirname(path));
      refuseStrangers(file);
    }
    const opened = await retryWhileBusy(() => prepared(path, file));
    database = opened;
    if (path !== IN_MEMORY) checkForDamage(opened, file);
    await retryWhileBusy(() => change(opened, { from: 1, by: SCHEMA_FROM_VERSION_1 }));
    await retryWhileBusy(() => proveWritable(opened));
    return opened;
  } catch (error) {
    database?.close();
    throw explainFileError(file, error);
  }
}

/** Makes a folder and those above it. Node's own way never comes back from where none can be made, such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // otherwise another process was faster
  }
}

/** Each attempt has a connection of its own, since a statement that has met a lock would be in the way of the next. */
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
  // A new file gets its tables before its write-ahead log, so that its header says from the start whose file it is.
  change(database, { from: NEW, by: SCHEMA });
  // The header of the file itself may be older than what its write-ahead log says.
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
  database.execute(`PRAGMA cache_size = -${CACHE_KIBIBYTES}`);
  database.prepare(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`).all();
}

/** Makes the present tables of a schema of one version, if it is that: all of them or, where that fails, none. */
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

/** A file that can only be read would be noticed by the first append at the latest: better now. */
function proveWritable(database: Sqlite): void {
  database.execute("DELETE FROM events WHERE position < 0");
}
