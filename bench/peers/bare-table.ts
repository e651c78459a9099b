import { randomBytes, randomUUID } from "node:crypto";
import Database from "libsql";
import { bytesOf, firstMove } from "../games.ts";

/**
 * What the disk allows: a table with the columns of the log and nothing else, no index and no rule, in a file with
 * the log's durability, where every insert is a transaction of its own.
 */
export class BareTable {
  readonly #database: Database.Database;
  readonly #insert: Database.Statement;
  readonly #row: unknown[];

  /** @param file path of a file that does not exist yet */
  constructor(file: string) {
    this.#database = new Database(file);
    this.#database.prepare("PRAGMA journal_mode = WAL").all();
    this.#database.exec("PRAGMA synchronous = FULL");
    this.#database.exec(`
      CREATE TABLE events (
        position INTEGER PRIMARY KEY, stream TEXT, revision INTEGER, id BLOB, type TEXT,
        is_json INTEGER, created INTEGER, data BLOB, metadata BLOB
      ) STRICT`);
    this.#insert = this.#database.prepare(
      `INSERT INTO events (stream, revision, id, type, is_json, created, data, metadata)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const { data, metadata } = bytesOf(firstMove);
    const stream = `game-${randomUUID()}`;
    this.#row = [stream, 1, randomBytes(16), firstMove.type, 1, Date.now(), data, metadata];
  }

  /** Gives how many rows that were: one. */
  insert(): number {
    this.#insert.run(this.#row);
    return 1;
  }

  fill(rows: number): void {
    this.#database.exec("BEGIN");
    for (let row = 0; row < rows; row++) this.insert();
    this.#database.exec("COMMIT");
  }

  /** Looks at every row, one at a time. Gives how many there are. */
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
