import { randomBytes, randomUUID } from "node:crypto";
import Database from "libsql";
import { bytesOf, firstMove } from "../games.ts";

/**
 * Creates a file with the log's durability and a table with the columns of the log.
 *
 * @param stream the column that says to which stream an event belongs
 */
export function openTable(file: string, stream: "stream TEXT" | "stream_id INTEGER"): Database.Database {
  const database = new Database(file);
  database.prepare("PRAGMA journal_mode = WAL").all();
  database.exec("PRAGMA synchronous = FULL");
  database.exec(`
    CREATE TABLE events (
      position INTEGER PRIMARY KEY, ${stream}, revision INTEGER, id BLOB, type TEXT,
      is_json INTEGER, created INTEGER, data BLOB, metadata BLOB
    ) STRICT`);
  return database;
}

/**
 * Shows what the disk allows: a table with the columns of the log, without index and constraints, in a file with the
 * log's durability. Every insert is one transaction.
 */
export class BareTable {
  readonly #database: Database.Database;
  readonly #insert: Database.Statement;
  readonly #row: unknown[];

  /** @param file path of a file that does not exist yet */
  constructor(file: string) {
    this.#database = openTable(file, "stream TEXT");
    this.#insert = this.#database.prepare(
      `INSERT INTO events (stream, revision, id, type, is_json, created, data, metadata)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const { data, metadata } = bytesOf(firstMove);
    const stream = `game-${randomUUID()}`;
    this.#row = [stream, 1, randomBytes(16), firstMove.type, 1, Date.now(), data, metadata];
  }

  /** Inserts one row. @returns the number of rows: 1. */
  insert(): number {
    this.#insert.run(this.#row);
    return 1;
  }

  fill(rows: number): void {
    this.#database.exec("BEGIN");
    for (let row = 0; row < rows; row++) this.insert();
    this.#database.exec("COMMIT");
  }

  /** Reads every row, one at a time. @returns the number of rows. */
  readAll(): number {
    let rows = 0;
    for (const _row of this.#database.prepare("SELECT * FROM events ORDER BY position").raw().iterate())
      rows++;
    return rows;
  }

  close(): void {
    this.#database.close();
  }
}
