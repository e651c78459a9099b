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

  /**
   * Gives the connection up. libsql lets go of the file itself only once the statements have been collected
   * as garbage, so the journal is emptied into the file first: from here on the file alone is complete.
   */
  close(): void {
    if (!this.#database.open) return;
    try {
      this.prepare("PRAGMA wal_checkpoint(TRUNCATE)").all();
    } catch {
      // Another process is reading or writing: the journal is its business then, and nothing is lost.
    }
    this.#database.close();
  }
}

/** The error code of SQLite, such as "SQLITE_BUSY" or "SQLITE_CORRUPT", or undefined for any other error. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}

/** Whether a statement failed only because another process holds a lock at the moment. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error)?.startsWith("SQLITE_BUSY") ?? false;
}
