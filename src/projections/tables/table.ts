/**
 * Rows under keys: all that a fold needs of a database. `MemoryTable` keeps them in memory, `SqliteTable` in a file.
 * A row is a plain object of texts, numbers and nulls.
 */
export interface Table<Row extends object> {
  get(key: string): Row | undefined;

  /** Puts a row in the place of the one with that key, or behind all others. */
  set(key: string, row: Row): void;

  delete(key: string): void;

  /** @returns the rows whose column has that value, in the order in which their keys were first set. */
  where<Column extends keyof Row & string>(column: Column, value: Row[Column]): Row[];
}

/** How a table lies in a SQLite file; one in memory needs none of it. */
export interface TableDefinition<Row extends object> {
  readonly columns: { readonly [Column in keyof Row & string]: "TEXT" | "INTEGER" | "REAL" };
  /**
   * By what rows are found and sorted: for each index what SQL has behind the name of the table, such as "(wins DESC)".
   * Besides its own columns a table has `key`, and `number`, which says in which order the keys were first set.
   */
  readonly indexes?: readonly string[];
}
