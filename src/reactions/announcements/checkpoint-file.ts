import { existsSync } from "node:fs";
import Database from "libsql";
import type { Checkpoint } from "../../projections/runner/checkpoint.ts";
import { hasCode } from "../../projections/runner/sqlite-error.ts";
import type { CheckpointStore } from "../run-reaction.ts";
import { CannotKeepError } from "./lock.ts";

/** A message that has not been told: the receiver refused it, or it waits behind one of its game. */
export interface Parked {
  readonly eventId: string;
  readonly gameId: string;
  /** Why, as a sentence. */
  readonly reason: string;
}

/** Milliseconds that SQLite waits for another program that lists the parked messages. */
const BUSY_TIMEOUT = 5_000;

/** Marks a file as one of announcements: "ann4", in the header field that SQLite provides for this. */
const APPLICATION_ID = 0x616e6e34;

const SCHEMA = `
  -- one row: the last event that has been told or parked; nulls if there is none yet
  CREATE TABLE checkpoint (
    id               INTEGER PRIMARY KEY CHECK (id = 1),
    commit_position  TEXT,
    prepare_position TEXT,
    event_id         TEXT
  ) STRICT;

  CREATE TABLE parked (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL UNIQUE,
    game_id  TEXT NOT NULL,
    reason   TEXT NOT NULL
  ) STRICT;

  PRAGMA application_id = ${APPLICATION_ID};
`;

/**
 * The checkpoint of announcements and the messages that are parked, in a SQLite file. Unlike a read model it cannot be
 * rebuilt from the events: they do not say what others have been told. So it never repairs or replaces itself.
 */
export class CheckpointFile implements CheckpointStore {
  readonly #database: Database.Database;
  /** The messages that were parked since the last `save`. */
  #parking: Parked[] = [];

  /**
   * Opens a file.
   *
   * @returns undefined if there is no file.
   * @throws DamagedCheckpointError if the file is damaged, NotACheckpointError if it is a database of another kind,
   *   CannotKeepError if it cannot be opened.
   */
  static open(path: string): CheckpointFile | undefined {
    if (!existsSync(path)) return undefined;
    const database = connect(path);
    try {
      const [id] = database.prepare("PRAGMA application_id").raw(true).get() as [number];
      const isEmpty = database.prepare("SELECT 1 FROM sqlite_schema").get() === undefined;
      if (isEmpty) throw new DamagedCheckpointError(path);
      if (id !== APPLICATION_ID) throw new NotACheckpointError(path);
      if (database.prepare("PRAGMA quick_check(1)").raw(true).get()?.toString() !== "ok")
        throw new DamagedCheckpointError(path);
      const file = new CheckpointFile(database);
      if (!database.prepare("SELECT 1 FROM checkpoint").get()) throw new DamagedCheckpointError(path);
      return file;
    } catch (error) {
      database.close();
      if (hasCode(error, "SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR"))
        throw new DamagedCheckpointError(path);
      throw error;
    }
  }

  /**
   * Creates a file that does not exist yet.
   *
   * @param start the last event that is not to be told any more; undefined to tell of all.
   */
  static create(path: string, start: Checkpoint | undefined): CheckpointFile {
    const database = new Database(path, { timeout: BUSY_TIMEOUT });
    const file = new CheckpointFile(database);
    file.#transaction(() => {
      database.exec(SCHEMA);
      database.prepare("INSERT INTO checkpoint VALUES (1, ?, ?, ?)").run([...columnsOf(start)]);
    });
    return file;
  }

  private constructor(database: Database.Database) {
    this.#database = database;
    database.exec("PRAGMA synchronous = FULL");
  }

  async load(): Promise<Checkpoint | undefined> {
    this.#parking = []; // what was parked by a run that failed before it could save
    const select = "SELECT commit_position, prepare_position, event_id FROM checkpoint";
    const row = this.#database.prepare(select).raw(true).get() as
      | [string, string, string]
      | [null, null, null];
    const [commit, prepare, eventId] = row;
    if (commit === null) return undefined;
    return { position: { commit: BigInt(commit), prepare: BigInt(prepare) }, eventId };
  }

  /** Moves the checkpoint, and writes what has been parked, in one transaction: a crash keeps both or neither. */
  async save(checkpoint: Checkpoint): Promise<void> {
    this.#transaction(() => {
      const insert = this.#database.prepare(
        "INSERT OR IGNORE INTO parked (event_id, game_id, reason) VALUES (?, ?, ?)",
      );
      for (const { eventId, gameId, reason } of this.#parking) insert.run([eventId, gameId, reason]);
      this.#database
        .prepare("UPDATE checkpoint SET commit_position = ?, prepare_position = ?, event_id = ?")
        .run([...columnsOf(checkpoint)]);
    });
    this.#parking = [];
  }

  /** Parks a message, as soon as the checkpoint moves. */
  park(message: Parked): void {
    this.#parking.push(message);
  }

  /** @returns the parked messages, the oldest first. */
  parked(): Parked[] {
    const select = "SELECT event_id AS eventId, game_id AS gameId, reason FROM parked ORDER BY number";
    return this.#database.prepare(select).all([]) as Parked[];
  }

  hasParked(gameId: string): boolean {
    return this.#database.prepare("SELECT 1 FROM parked WHERE game_id = ?").get([gameId]) !== undefined;
  }

  /** Removes a message that has been told after all. */
  unpark(eventId: string): void {
    this.#database.prepare("DELETE FROM parked WHERE event_id = ?").run([eventId]);
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  /** @throws SqliteError if nothing can be written: then a message would be told again at each start. */
  checkWritable(): void {
    this.#transaction(() => this.#database.exec("UPDATE checkpoint SET event_id = event_id"));
  }

  #transaction(work: () => void): void {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      work();
      this.#database.exec("COMMIT");
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }
}

function connect(path: string): Database.Database {
  try {
    return new Database(path, { timeout: BUSY_TIMEOUT });
  } catch (error) {
    throw new CannotKeepError(path, error); // a folder, say
  }
}

function columnsOf(checkpoint: Checkpoint | undefined): readonly (string | null)[] {
  if (!checkpoint) return [null, null, null];
  const { position, eventId } = checkpoint;
  return [`${position.commit}`, `${position.prepare}`, eventId];
}

/** The file cannot be read as a checkpoint any more. */
export class DamagedCheckpointError extends Error {
  override readonly name = "DamagedCheckpointError";

  constructor(path: string) {
    super(`The checkpoint in ${path} is damaged.`);
  }
}

/** The file is a database of another kind, which this program must not change. */
class NotACheckpointError extends Error {
  override readonly name = "NotACheckpointError";

  constructor(path: string) {
    super(`${path} is no checkpoint of announcements, but another database: choose another file.`);
  }
}
