import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { retryWhileBusy } from "embedded-eventstore/shared-file";
import Sqlite from "libsql";
import { type Database, DatabaseUnavailableError, type Query } from "./database.ts";

/** Milliseconds that SQLite waits for another process's lock. This blocks the event loop; `retryWhileBusy` waits longer. */
const BUSY_TIMEOUT = 5;

const IN_MEMORY = ":memory:";

/**
 * Opens a SQLite file, which several processes may use at once.
 *
 * @param file its path, or "memory". It is created if it is missing, and so is its folder.
 * @param schema statements that create the tables that are not there yet.
 * @throws DatabaseUnavailableError
 */
export async function openSqlite(file: string, schema: readonly string[]): Promise<Database> {
  const path = file === "memory" ? IN_MEMORY : file;
  try {
    if (path !== IN_MEMORY) mkdirSync(dirname(path), { recursive: true });
    const sqlite = new Sqlite(path, { timeout: BUSY_TIMEOUT });
    await retryWhileBusy(() => sqlite.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"));
    const database = new SqliteDatabase(file, sqlite);
    await database.transaction(async (query) => {
      for (const statement of schema) await query(statement);
    });
    return database;
  } catch (error) {
    throw error instanceof DatabaseUnavailableError ? error : new DatabaseUnavailableError(file, error);
  }
}

class SqliteDatabase implements Database {
  readonly address: string;
  readonly #sqlite: Sqlite.Database;
  /** The end of the transactions so far: there is one connection, which can do one at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(address: string, sqlite: Sqlite.Database) {
    this.address = address;
    this.#sqlite = sqlite;
  }

  transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => this.#transaction(work));
    this.#last = result.catch(() => {});
    return result;
  }

  async close(): Promise<void> {
    await this.#last;
    if (this.#sqlite.open) this.#sqlite.close();
  }

  async #transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    try {
      await retryWhileBusy(() => this.#sqlite.exec("BEGIN IMMEDIATE"));
      const result = await work(
        async (sql, ...values) => this.#sqlite.prepare(sql).all([...values]) as never,
      );
      this.#sqlite.exec("COMMIT");
      return result;
    } catch (error) {
      if (this.#sqlite.open && this.#sqlite.inTransaction) this.#sqlite.exec("ROLLBACK");
      throw error instanceof Sqlite.SqliteError ? new DatabaseUnavailableError(this.address, error) : error;
    }
  }
}
