import type { Table } from "./table.ts";

/** A table in memory. */
export class MemoryTable<Row extends object> implements Table<Row> {
  readonly #rows = new Map<string, Row>();

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  set(key: string, row: Row): void {
    this.#rows.set(key, row);
  }

  delete(key: string): void {
    this.#rows.delete(key);
  }

  where<Column extends keyof Row & string>(column: Column, value: Row[Column]): Row[] {
    return [...this.#rows.values()].filter((row) => row[column] === value);
  }
}
