import Database from "libsql";

/**
 * A value that statements take and return. The type is narrow on purpose: libsql aborts the process if it is given a
 * boolean, and ends a string at its first NUL character.
 */
export type SqlValue = number | string | Uint8Array | null;

/** A prepared statement whose rows are arrays, in the order of the columns. */
export interface Query<Row extends SqlValue[]> {
  all(...values: SqlValue[]): Row[];
  first(...values: SqlValue[]): Row | undefined;
  /** runs a statement without rows; returns the rowid of the last inserted row */
  run(...values: SqlValue[]): number;
}

/** How long a statement waits for another process's lock, in milliseconds. It blocks the event loop meanwhile. */
const BUSY_TIMEOUT_MILLISECONDS = 5;

/** One connection to a SQLite file. Only this file of the package uses libsql. */
export class Sqlite {
  readonly #database: Database.Database;

  /** @param file path of the SQLite file, which is created if it is missing, or ":memory:" */
  constructor(file: string) {
    this.#database = new Database(file, { timeout: BUSY_TIMEOUT_MILLISECONDS });
  }

  /** Runs statements without rows and values. */
  execute(sql: string): void {
    this.#database.exec(sql);
  }

  prepare<Row extends SqlValue[] = never>(sql: string): Query<Row> {
    const statement = this.#database.prepare(sql);
    // Only for rows as arrays does libsql always return BLOBs as Buffers. Values are passed as one array, because libsql
    // takes a single BLOB for an object of named values, and aborts the process.
    if (statement.reader) statement.raw(true);
    return {
      all: (...values) => statement.all(values) as Row[],
      first: (...values) => statement.get(values) as Row | undefined,
      run: (...values) => Number(statement.run(values).lastInsertRowid),
    };
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  /** Closes the connection. libsql closes the file later, when its statements have been garbage-collected. */
  close(): void {
    if (this.#database.open) this.#database.close();
  }
}

/** The failures of a file, by SQLite's names for its result codes (https://sqlite.org/rescode.html). */
type SqliteFailure =
  | "BUSY"
  | "CANTOPEN"
  | "CORRUPT"
  | "FULL"
  | "IOERR"
  | "NOTADB"
  | "PERM"
  | "READONLY"
  | "OTHER";

const FAILURES: ReadonlyMap<number, SqliteFailure> = new Map([
  [3, "PERM"],
  [5, "BUSY"],
  [8, "READONLY"],
  [10, "IOERR"],
  [11, "CORRUPT"],
  [13, "FULL"],
  [14, "CANTOPEN"],
  [26, "NOTADB"],
  // IOERR_SHMSIZE: there is no room on the disk for the index of the write-ahead log.
  [4874, "FULL"],
]);

/** Returns the failure of SQLite that an error reports; undefined for other errors. */
export function sqliteFailure(error: unknown): SqliteFailure | undefined {
  // The upper bits of a code are its variant, and libsql does not know the names of all variants.
  if (error instanceof Database.SqliteError) {
    const code = error.rawCode ?? 0;
    return FAILURES.get(code) ?? FAILURES.get(code & 0xff) ?? "OTHER";
  }
  // A file that cannot be opened at all is reported without a code.
  return error instanceof Error && error.message.includes("Unable to open connection")
    ? "CANTOPEN"
    : undefined;
}

/** Returns whether a statement failed because another process holds a lock. */
export function isBusy(error: unknown): boolean {
  return sqliteFailure(error) === "BUSY";
}
