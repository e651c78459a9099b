import type Database from "libsql";
import { createTable, SqliteTable } from "../tables/sqlite-table.ts";
import type { Transaction } from "../transaction.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { ProjectionDefinition } from "./projection-definition.ts";

/**
 * The tables of a projection in a file, within one transaction. A rebuild makes a new generation of tables beside the
 * one that readers see. When all events are in the new one, `switchTo` shows it to readers.
 */
export class Generations<Tables extends object> {
  readonly #database: Database.Database;
  readonly #definition: ProjectionDefinition<Tables>;

  constructor(database: Database.Database, definition: ProjectionDefinition<Tables>) {
    this.#database = database;
    this.#definition = definition;
  }

  /** The number of the generation that readers see, or undefined while none is complete. */
  get current(): number | undefined {
    return this.#find(0);
  }

  /** The number of the generation that this or another process is building, or undefined. */
  get building(): number | undefined {
    return this.#find(1);
  }

  /**
   * Creates the tables of a new generation.
   *
   * @returns the number of the generation.
   */
  begin(): number {
    const { name, version } = this.#definition;
    const insert =
      "INSERT INTO generations (projection, version, building) VALUES (?, ?, 1) RETURNING number";
    const [number] = this.#database.prepare(insert).raw(true).get([name, version]) as [number];
    for (const table of this.#tableNames) {
      createTable(this.#database, tableOf(table, number), this.#definition.tables[table]);
    }
    return number;
  }

  /** Shows a generation to readers, and drops all others of this and of older versions of the projection. */
  switchTo(generation: number): void {
    const { name, version } = this.#definition;
    const replaced = this.#database
      .prepare("SELECT number FROM generations WHERE projection = ? AND version <= ? AND number <> ?")
      .raw(true)
      .all([name, version, generation]) as [number][];
    for (const [number] of replaced) this.#drop(number);
    this.#database.prepare("UPDATE generations SET building = 0 WHERE number = ?").run([generation]);
  }

  /** Empties the tables of a generation. */
  clear(generation: number): void {
    for (const table of this.#tableNames) this.#database.exec(`DELETE FROM ${tableOf(table, generation)}`);
    this.#database.prepare("DELETE FROM checkpoints WHERE generation = ?").run([generation]);
  }

  /** Opens the tables of a generation for `work`, then writes the changed rows. */
  inTables<Result>(
    generation: number,
    upstream: string,
    work: (transaction: Transaction<Tables>) => Result,
  ): Result {
    const tables = this.#tableNames.map((table) => {
      const definition = this.#definition.tables[table];
      return [
        table,
        new SqliteTable<object>(this.#database, tableOf(table, generation), definition),
      ] as const;
    });
    const result = work({
      tables: Object.fromEntries(tables) as Tables,
      checkpoint: () => this.checkpoint(generation, upstream),
      moveCheckpoint: (checkpoint) => this.#moveCheckpoint(generation, upstream, checkpoint),
    });
    for (const [, table] of tables) table.write();
    return result;
  }

  /** Queries the tables of a generation; see `Ask`. */
  ask<Row>(generation: number, sql: string, parameters: readonly unknown[]): Row[] {
    const named = sql.replace(/\{(\w+)\}/g, (_, table) => tableOf(table, generation));
    return this.#database.prepare(named).all([...parameters]) as Row[];
  }

  checkpoint(generation: number, upstream: string): Checkpoint | undefined {
    const select =
      "SELECT commit_position, prepare_position, event_id FROM checkpoints WHERE generation = ? AND upstream = ?";
    const row = this.#database.prepare(select).raw(true).get([generation, upstream]) as
      | [string, string, string]
      | undefined;
    if (!row) return undefined;
    const [commit, prepare, eventId] = row;
    return { position: { commit: BigInt(commit), prepare: BigInt(prepare) }, eventId };
  }

  #moveCheckpoint(generation: number, upstream: string, { position, eventId }: Checkpoint): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?, ?)")
      .run([generation, upstream, `${position.commit}`, `${position.prepare}`, eventId]);
  }

  #drop(generation: number): void {
    const tables = this.#database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE ? ESCAPE '\\'")
      .raw(true)
      .all([`%\\_${generation}`]) as [string][];
    for (const [table] of tables) this.#database.exec(`DROP TABLE ${table}`);
    this.#database.prepare("DELETE FROM checkpoints WHERE generation = ?").run([generation]);
    this.#database.prepare("DELETE FROM generations WHERE number = ?").run([generation]);
  }

  #find(building: 0 | 1): number | undefined {
    const { name, version } = this.#definition;
    const select = "SELECT number FROM generations WHERE projection = ? AND version = ? AND building = ?";
    const row = this.#database.prepare(select).raw(true).get([name, version, building]);
    return (row as [number] | undefined)?.[0];
  }

  get #tableNames(): (keyof Tables & string)[] {
    return Object.keys(this.#definition.tables) as (keyof Tables & string)[];
  }
}

/** @returns the name of a generation's table in the file, such as "games_3". */
function tableOf(table: string, generation: number): string {
  return `${table}_${generation}`;
}
