import type Database from "libsql";
import { Generations } from "../runner/generations.ts";
import type { ProjectionDefinition } from "../runner/projection-definition.ts";
import type { Ask } from "../runner/read-model.ts";
import { ReadModelFile } from "../runner/read-model-file.ts";
import type { Transaction } from "../transaction.ts";
import type { ReadStore } from "./read-store.ts";

/** The name of the log in the file's checkpoints. */
const UPSTREAM = "events";

/** Keeps the tables of a projection in a SQLite file, which several programs may use at once. */
export class SqliteReadStore<Tables extends object> implements ReadStore<Tables> {
  readonly #file: ReadModelFile;
  readonly #projection: ProjectionDefinition<Tables>;

  /**
   * Opens a file, and makes the tables where they are not there yet.
   *
   * @param file its path, or ":memory:".
   * @throws ReadStoreError where the file has other tables for this version, or a later version.
   */
  static async open<Tables extends object>(
    file: string,
    projection: ProjectionDefinition<Tables>,
  ): Promise<SqliteReadStore<Tables>> {
    const store = new SqliteReadStore(await ReadModelFile.open(file), projection);
    try {
      await store.#inFile((database, generations) => store.#checkColumns(generations, store.#own(database)));
      return store;
    } catch (error) {
      store.close();
      throw error;
    }
  }

  /** Drops all tables in a file, those of later versions, too: the file may be from a later step of the exercise. */
  static async forget(file: string): Promise<void> {
    const opened = await ReadModelFile.open(file);
    try {
      await opened.transaction("IMMEDIATE", (database) => {
        const select = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '*_[0-9]*'";
        const tables = database.prepare(select).raw(true).all([]) as [string][];
        for (const [table] of tables) database.exec(`DROP TABLE ${table}`);
        database.exec("DELETE FROM generations; DELETE FROM checkpoints");
      });
    } finally {
      opened.close();
    }
  }

  private constructor(file: ReadModelFile, projection: ProjectionDefinition<Tables>) {
    this.#file = file;
    this.#projection = projection;
  }

  transaction<Result>(work: (transaction: Transaction<Tables>) => Result): Promise<Result> {
    return this.#inFile((database, generations) =>
      generations.inTables(this.#own(database), UPSTREAM, (transaction) => {
        const result = work(transaction);
        if (!(result instanceof Promise)) return result;
        result.catch(() => {}); // its tables are closed
        throw new ReadStoreError(
          "The work of a transaction cannot be async: the transaction ends when it returns.",
        );
      }),
    );
  }

  read<Answer>(question: (ask: Ask) => Answer) {
    return this.#inFile((database, generations) => {
      const shown = this.#shown(database)?.number ?? this.#own(database);
      const ask: Ask = (sql, ...parameters) => generations.ask(shown, sql, parameters);
      return { answer: question(ask), checkpoint: generations.checkpoint(shown, UPSTREAM) };
    });
  }

  show(): Promise<void> {
    return this.#inFile((database, generations) => {
      const own = this.#own(database);
      if (own === generations.building) generations.switchTo(own);
    });
  }

  close(): void {
    this.#file.close();
  }

  #inFile<Result>(
    work: (database: Database.Database, generations: Generations<Tables>) => Result,
  ): Promise<Result> {
    return this.#file.transaction("IMMEDIATE", (database) =>
      work(database, new Generations(database, this.#projection)),
    );
  }

  /** @returns the number of the tables that this version is built in; the very first ones are shown at once. */
  #own(database: Database.Database): number {
    const generations = new Generations(database, this.#projection);
    const own = generations.current ?? generations.building;
    if (own !== undefined) return own;
    const shown = this.#shown(database);
    const { version } = this.#projection;
    if (shown && shown.version > version) throw ReadStoreError.becauseItIsReplaced(version, shown.version);
    const number = generations.begin();
    if (!shown) generations.switchTo(number);
    return number;
  }

  #shown(database: Database.Database): { number: number; version: number } | undefined {
    const select =
      "SELECT number, version FROM generations WHERE projection = ? AND building = 0 ORDER BY version DESC LIMIT 1";
    const row = database.prepare(select).get([this.#projection.name]);
    return row as { number: number; version: number } | undefined;
  }

  #checkColumns(generations: Generations<Tables>, number: number): void {
    const { tables, version } = this.#projection;
    for (const [table, { columns }] of Object.entries<{ columns: object }>(tables)) {
      const there = generations.ask<{ name: string }>(
        number,
        `SELECT name FROM pragma_table_info('{${table}}')`,
        [],
      );
      const names = there.map(({ name }) => name).filter((name) => name !== "number" && name !== "key");
      if (`${names}` !== `${Object.keys(columns)}`) throw ReadStoreError.becauseOfColumns(table, version);
    }
  }
}

/** The file does not fit what the program wants of it. */
export class ReadStoreError extends Error {
  override readonly name = "ReadStoreError";

  static becauseItIsReplaced(version: number, by: number): ReadStoreError {
    return new ReadStoreError(
      `The rows are those of version ${by} of the projection, and your code says version ${version}: start this program again, or forget them with npx tsx src/cli.ts forget.`,
    );
  }

  static becauseOfColumns(table: string, version: number): ReadStoreError {
    return new ReadStoreError(
      `The table ${table} was built with other columns: raise \`version\`, which is ${version}, in src/projections/game-projection.ts.`,
    );
  }
}
