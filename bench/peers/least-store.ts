import { setImmediate } from "node:timers/promises";
import type Database from "libsql";
import { MessageReader } from "../../eventstore/src/protocol/wire.ts";
import {
  type BatchAppendRequest,
  decodeProposedEvent,
  decodeStreamOptions,
} from "../../eventstore/src/protocol/write-requests.ts";
import { openTable } from "./bare-table.ts";
import type { Yes } from "./yes-sayer.ts";

/**
 * Does the least that a store in a SQLite file must do for an append, and decides nothing: it reads the event, waits a turn of
 * the event loop for others that could share the transaction, inserts the event into a table with an index by stream and
 * revision, and answers with the stream's name.
 */
export class LeastStore {
  readonly #database: Database.Database;
  readonly #begin: Database.Statement;
  readonly #insert: Database.Statement;
  readonly #commit: Database.Statement;
  #revision = -1;

  /** @param file path of a file that does not exist yet */
  constructor(file: string) {
    this.#database = openTable(file, "stream_id INTEGER");
    this.#database.exec("CREATE UNIQUE INDEX events_by_stream ON events (stream_id, revision)");
    this.#begin = this.#database.prepare("BEGIN IMMEDIATE");
    this.#insert = this.#database.prepare(
      `INSERT INTO events (stream_id, revision, id, type, is_json, created, data, metadata)
       VALUES (1, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#commit = this.#database.prepare("COMMIT");
  }

  /** Appends the one event of a request. */
  async append({ options, events: [event] }: BatchAppendRequest): Promise<Yes> {
    if (options === undefined || event === undefined) throw new Error("An append must come in one message.");
    const { stream } = decodeStreamOptions(new MessageReader(options));
    const { id, type, isJson, data, metadata } = decodeProposedEvent(new MessageReader(event));
    await setImmediate();
    this.#begin.run();
    this.#revision += 1;
    const values = [this.#revision, id, type, isJson ? 1 : 0, Date.now(), data, metadata];
    const { lastInsertRowid } = this.#insert.run(values);
    this.#commit.run();
    return {
      append: { stream, expected: "any", events: [] },
      result: { kind: "appended", revision: this.#revision, position: Number(lastInsertRowid) },
    };
  }

  close(): void {
    this.#database.close();
  }
}
