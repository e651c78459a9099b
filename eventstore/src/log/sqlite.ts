import Database from "libsql";

/**
 * What a statement takes and gives. The type is narrow on purpose: libsql aborts the whole process when it is
 * handed a boolean, and cuts a string off at its first NUL character.
 */
export type SqlValue = number | string | Uint8Array | null;

/** A prepared statement whose rows are arrays, in the order of the columns. */
export interface Query<Row extends SqlValue[]> {
  all(...values: SqlValue[]): Row[];
  first(...values: SqlValue[]): Row | undefined;
  /** runs a statement without rows; gives the rowid of the row inserted last */
  run(...values: SqlValue[]): number;
}

/** How long a statement may wait for another process's lock while this process's event loop stands still. */
const BUSY_TIMEOUT_MILLISECONDS = 5;

/** One connection to a SQLite file: the only place that knows libsql and its peculiarities. */
export class Sqlite {
  readonly #database: Database.Database;

  /** @param file path of the SQLite file, created at need, or ":memory:" */
  constructor(file: string) {
    this.#database = new Database(file, { timeout: BUSY_TIMEOUT_MILLISECONDS });
  }

  /** Runs statements that give no rows and take no values. */
  execute(sql: string): void {
    this.#database.exec(sql);
  }

  prepare<Row extends SqlValue[] = never>(sql: string): Query<Row> {
    const statement = this.#database.prepare(sql);
    // Rows as arrays are the only form in which libsql gives BLOBs as Buffers throughout. Values go in as one
    // array, because a lone BLOB would be taken for an object of named values, which aborts the process.
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

  /** Gives the connection up. libsql lets go of the file itself only once the statements are collected as garbage. */
  close(): void {
    if (this.#database.open) this.#database.close();
  }
}

/** What can go wrong with a file, by SQLite's own names for its result codes (https://sqlite.org/rescode.html). */
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
  // IOERR_SHMSIZE: the index of the write-ahead log finds no room on the disk.
  [4874, "FULL"],
]);

/** Which failure of SQLite an error stands for; undefined for an error of another kind. */
export function sqliteFailure(error: unknown): SqliteFailure | undefined {
  // The upper bits of a code tell variants apart, of which libsql does not know all by name.
  if (error instanceof Database.SqliteError) {
    const code = error.rawCode ?? 0;
    return FAILURES.get(code) ?? FAILURES.get(code & 0xff) ?? "OTHER";
  }
  // A file that cannot be opened at all is reported without a code.
  return error instanceof Error && error.message.includes("Unable to open connection")
    ? "CANTOPEN"
    : undefined;
}

/** Whether a statement failed only because another process holds a lock at the moment. */
export function isBusy(error: unknown): boolean {
  return sqliteFailure(error) === "BUSY";
}
