/** A value in a table. */
type Value = string | number | null;

/**
 * Runs one SQL statement.
 *
 * @param sql in the words that SQLite and PostgreSQL both know, with ? for each value.
 * @returns its rows, each value under the name of its column; none if it only writes.
 */
export type Query = (sql: string, ...values: readonly Value[]) => Promise<Record<string, Value>[]>;

/** The tables of one service, in SQLite or in PostgreSQL. */
export interface Database {
  /** Where it is, safe to print. */
  readonly address: string;
  /**
   * Does the work in one transaction. Transactions run one after the other, also those of other processes.
   *
   * @param work may only wait for its queries.
   * @throws the error of the work, of which nothing is kept then; DatabaseUnavailableError
   */
  transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** The database cannot be used. The message says why. */
export class DatabaseUnavailableError extends Error {
  override readonly name = "DatabaseUnavailableError";

  constructor(address: string, cause: unknown) {
    super(`The database at ${address} cannot be used: ${reasonIn(cause)}.`, { cause });
  }
}

/** An error of the network may have no message, but has a code. */
function reasonIn(error: unknown): string {
  const { message = "", code = "no reason given" } = error as { message?: string; code?: string };
  return (message || code).replace(/[.\s]+$/, "");
}
