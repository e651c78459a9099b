import type Database from "libsql";
import type { Table, TableDefinition } from "./table.ts";

/**
 * A table of a SQLite file, within one transaction. It collects the changes, so that `write` writes a row only once.
 */
export class SqliteTable<Row extends object> implements Table<Row> {
  readonly #database: Database.Database;
  readonly #name: string;
  readonly #columns: readonly (keyof Row & string)[];
  /** The rows that were read or set in this transaction; undefined for a key without a row. */
  readonly #rows = new Map<string, Row | undefined>();
  readonly #changed = new Set<string>();

  /** @param name the name of a table that `createTable` has created from the same definition. */
  constructor(database: Database.Database, name: string, { columns }: TableDefinition<Row>) {
    this.#database = database;
    this.#name = name;
    this.#columns = Object.keys(columns) as (keyof Row & string)[];
  }

  get(key: string): Row | undefined {
    if (!this.#rows.has(key)) this.#rows.set(key, this.#select("key = ?", key)[0]);
    return this.#rows.get(key);
  }

  set(key: string, row: Row): void {
    // A row that was deleted in this transaction must come after all others: this deletes it from the file first.
    if (this.#changed.has(key) && !this.#rows.get(key)) this.write();
    this.#rows.set(key, row);
    this.#changed.add(key);
  }

  delete(key: string): void {
    this.#rows.set(key, undefined);
    this.#changed.add(key);
  }

  where<Column extends keyof Row & string>(column: Column, value: Row[Column]): Row[] {
    this.write();
    return this.#select(`${column} IS ? ORDER BY number`, value);
  }

  /** Writes the changed rows. */
  write(): void {
    if (this.#changed.size === 0) return;
    const columns = ["key", ...this.#columns];
    const insert = this.#database.prepare(
      `INSERT INTO ${this.#name} (${columns}) VALUES (${columns.map(() => "?")}) ` +
        `ON CONFLICT (key) DO UPDATE SET ${this.#columns.map((column) => `${column} = excluded.${column}`)}`,
    );
    const remove = this.#database.prepare(`DELETE FROM ${this.#name} WHERE key = ?`);
    for (const key of this.#changed) {
      const row = this.#rows.get(key);
      if (row) insert.run([key, ...this.#columns.map((column) => row[column])]);
      else remove.run([key]);
    }
    this.#changed.clear();
  }

  #select(condition: string, value: unknown): Row[] {
    const rows = this.#database
      .prepare(`SELECT ${this.#columns} FROM ${this.#name} WHERE ${condition}`)
      .raw(true)
      .all([value]) as unknown[][];
    return rows.map(
      (row) => Object.fromEntries(this.#columns.map((column, index) => [column, row[index]])) as Row,
    );
  }
}

/** Creates a table and its indexes. */
export function createTable<Row extends object>(
  database: Database.Database,
  name: string,
  { columns, indexes = [] }: TableDefinition<Row>,
): void {
  const own = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
  database.exec(`CREATE TABLE ${name} (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, ${own}) STRICT`);
  for (const [index, sorted] of indexes.entries()) {
    database.exec(`CREATE INDEX ${name}_by_${index} ON ${name} ${sorted}`);
  }
}
