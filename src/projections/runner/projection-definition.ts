import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import type { Table, TableDefinition } from "../tables/table.ts";

/** A projection, as a runner needs it. */
export interface ProjectionDefinition<Tables extends object> {
  /** Identifies the projection in the read model's file. */
  readonly name: string;

  /** Must be raised when `apply` or a table changes: then the projection is rebuilt. */
  readonly version: number;

  /** The types of events that it needs. It passes over all others. */
  readonly eventTypes: readonly string[];

  /**
   * Prefixes of the names of the streams that it follows. With them the server filters by stream, and `apply` gets all
   * events of these streams, of any type. Without them it filters by `eventTypes`.
   */
  readonly streams?: readonly string[];

  readonly tables: {
    readonly [Name in keyof Tables]: Tables[Name] extends Table<infer Row> ? TableDefinition<Row> : never;
  };

  /** Folds an event into the rows. */
  apply(tables: Tables, event: AllStreamRecordedEvent): void;
}
