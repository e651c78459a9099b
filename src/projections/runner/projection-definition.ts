import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import type { Table, TableDefinition } from "../tables/table.ts";

/** What a runner has to know of a projection. */
export interface ProjectionDefinition<Tables extends object> {
  /** Names its tables and its checkpoints in the read model's file; a word of SQL. */
  readonly name: string;

  /** Has to be raised whenever the fold or a table changes: then everything is built again. */
  readonly version: number;

  /** The types of events that it folds. It passes over all others. */
  readonly eventTypes: readonly string[];

  /**
   * The beginnings of the names of the streams that it follows. The server filters by them where they are given, so
   * that `apply` is handed all events of these streams; and otherwise by `eventTypes`.
   */
  readonly streams?: readonly string[];

  readonly tables: {
    readonly [Name in keyof Tables]: Tables[Name] extends Table<infer Row> ? TableDefinition<Row> : never;
  };

  /** Folds one event into the rows. */
  apply(tables: Tables, event: AllStreamRecordedEvent): void;
}
