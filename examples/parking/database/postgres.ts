import { DatabaseError, Pool } from "pg";
import { type Database, DatabaseUnavailableError, type Query } from "./database.ts";

/** Milliseconds to wait for a connection. */
const CONNECT_TIMEOUT = 5_000;

/**
 * Connects to PostgreSQL.
 *
 * @param url such as "postgres://user:password@host:5432/database". To use another schema than that of the user, add
 *   ?options=-csearch_path%3D<schema>.
 * @param schema statements that create the tables that are not there yet.
 * @throws DatabaseUnavailableError
 */
export async function openPostgres(url: string, schema: readonly string[]): Promise<Database> {
  const { protocol, host, pathname } = new URL(url);
  const address = `${protocol}//${host}${pathname}`;
  const pool = new Pool({ connectionString: url, max: 4, connectionTimeoutMillis: CONNECT_TIMEOUT });
  pool.on("error", () => {}); // a connection that breaks while nobody uses it is replaced
  const database = new PostgresDatabase(address, pool);
  try {
    await database.transaction(async (query) => {
      for (const statement of schema) await query(statement);
    });
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

class PostgresDatabase implements Database {
  readonly address: string;
  readonly #pool: Pool;

  constructor(address: string, pool: Pool) {
    this.address = address;
    this.#pool = pool;
  }

  async transaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect().catch((error) => this.#refuse(error));
    let broken: Error | undefined;
    // A connection that breaks between two queries would otherwise end the process.
    const notice = (error: Error) => {
      broken = error;
    };
    client.on("error", notice);
    const run: Query = async (sql, ...values) => {
      let number = 0;
      const numbered = sql.replace(/\?/g, () => `$${++number}`);
      const { rows } = await client.query(numbered, [...values]).catch((error) => {
        // After an error of the server the connection is in order; after any other it is not.
        if (!(error instanceof DatabaseError)) broken = error;
        return this.#refuse(error);
      });
      return rows;
    };
    try {
      await run("BEGIN");
      // One transaction at a time, as with SQLite. It is simple; where there is more to do, one would lock rows.
      await run("SELECT pg_advisory_xact_lock(hashtext(current_schema()))");
      const result = await work(run);
      await run("COMMIT");
      return result;
    } catch (error) {
      if (!broken) await run("ROLLBACK").catch(() => {});
      throw error;
    } finally {
      client.release(broken);
      client.off("error", notice);
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  #refuse(error: unknown): never {
    throw new DatabaseUnavailableError(this.address, error);
  }
}
