/**
 * Rows by key: the part of a database that a fold needs. `MemoryTable` keeps them in memory, `SqliteTable` in a file.
 * A row is a plain object whose values are texts, numbers or nulls.
 */
export interface Table<Row extends object> {
  get(key: string): Row | undefined;

  /** Replaces the row with that key, or adds one behind all others. */
  set(key: string, row: Row): void;

  delete(key: string): void;

  /** @returns the rows with that value in the column, in the order in which their keys were first set. */
  where<Column extends keyof Row & string>(column: Column, value: Row[Column]): Row[];
}

/** The columns and indexes of a table in a SQLite file. */
export interface TableDefinition<Row extends object> {
  readonly columns: { readonly [Column in keyof Row & string]: "TEXT" | "INTEGER" | "REAL" };
  /**
   * The end of each CREATE INDEX statement, after the name of the table, such as "(wins DESC)". A table also has the
   * columns `key` and `number`; `number` increases in the order in which the keys were first set.
   */
  readonly indexes?: readonly string[];
}
