import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Pool } from "pg";
import { newFolder } from "../../../../tests/folders.ts";

/** The addresses of real servers, from the environment; undefined where there are none. */
export const BROKER = process.env.PARKING_TEST_BROKER || undefined;
export const POSTGRES = process.env.PARKING_TEST_DATABASE || undefined;

/** The kinds of databases that can be tested here. */
export const DATABASES = POSTGRES ? (["SQLite", "PostgreSQL"] as const) : (["SQLite"] as const);

export type Channel = "event store" | "RabbitMQ";
export type DatabaseKind = "SQLite" | "PostgreSQL";

/** What lies between the services, with the database that they have. All that can be tested here occurs. */
export const COMBINATIONS: readonly (readonly [Channel, DatabaseKind])[] = [
  ["event store", "SQLite"],
  ...(POSTGRES ? [["event store", "PostgreSQL"] as const] : []),
  ...(BROKER ? [["RabbitMQ", POSTGRES ? "PostgreSQL" : "SQLite"] as const] : []),
];

/** An empty database, and its address. */
interface EmptyDatabase extends AsyncDisposable {
  readonly address: string;
}

/** Makes an empty database: a file, or a schema in PostgreSQL. Declare it with `await using`, which removes the schema. */
export async function emptyDatabase(kind: DatabaseKind): Promise<EmptyDatabase> {
  if (kind === "SQLite")
    return { address: join(newFolder(), "tables.db"), [Symbol.asyncDispose]: async () => {} };
  if (!POSTGRES) throw new Error("PARKING_TEST_DATABASE is not set.");
  const schema = `test_${randomUUID().replaceAll("-", "")}`;
  await inPostgres(`CREATE SCHEMA ${schema}`);
  const url = new URL(POSTGRES);
  url.searchParams.set("options", `-csearch_path=${schema}`);
  return {
    address: url.href,
    [Symbol.asyncDispose]: () => inPostgres(`DROP SCHEMA ${schema} CASCADE`),
  };
}

async function inPostgres(sql: string): Promise<void> {
  const pool = new Pool({ connectionString: POSTGRES, max: 1 });
  try {
    await pool.query(sql);
  } finally {
    await pool.end();
  }
}
