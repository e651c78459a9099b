import { resolve } from "node:path";
import type { Database } from "./database.ts";
import { openSqlite } from "./sqlite.ts";

const POSTGRES = /^postgres(ql)?:\/\//;

/** @returns whether `openDatabase` understands the address. */
export function isDatabaseAddress(address: string): boolean {
  return POSTGRES.test(address)
    ? URL.canParse(address)
    : address.trim() !== "" && !address.includes("://") && !address.startsWith(":");
}

/**
 * Opens a database, and creates the tables that are not there yet.
 *
 * @param address "postgres://…", "memory", or the path of a SQLite file; see `isDatabaseAddress`.
 * @throws DatabaseUnavailableError
 */
export async function openDatabase(address: string, schema: readonly string[]): Promise<Database> {
  if (!POSTGRES.test(address)) return openSqlite(address === "memory" ? address : resolve(address), schema);
  // Only who uses PostgreSQL waits for its client to be loaded.
  const { openPostgres } = await import("./postgres.ts");
  return openPostgres(address, schema);
}
