import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import type Database from "libsql";
import { hasCode, whenFree } from "./busy.ts";
import { type Checkpoint, checkpointAt, comparePositions, hasReached } from "./checkpoint.ts";
import { addToRecord, type GameRecord } from "./game-record.ts";
import { gameIdOf } from "./game-streams.ts";
import { deleteReadModelFile, IN_MEMORY, identityOf, openReadModelFile } from "./read-model-file.ts";

/** The games as they were when everything up to the checkpoint had happened. */
export interface Snapshot {
  readonly checkpoint: Checkpoint | undefined;
  /** By the id of the game, in the order in which the games began. */
  readonly records: ReadonlyMap<string, GameRecord>;
}

/**
 * What the projection has made of the events: a record for each game, and the checkpoint, which changes in the same
 * transaction. It can be deleted at any time, and several processes may use it at once.
 */
export class ReadModel {
  readonly #file: string;
  #database: Database.Database;
  #identity: bigint | undefined;

  /**
   * @param file path of the SQLite file, made at need, or ":memory:". Where it cannot be made, the read model is in
   *   memory: it holds nothing that the events do not tell again.
   */
  static async open(file: string): Promise<ReadModel> {
    try {
      return await whenFree(() => new ReadModel(file));
    } catch {
      return new ReadModel(IN_MEMORY);
    }
  }

  private constructor(file: string) {
    this.#file = file;
    this.#database = this.#open();
    this.#identity = identityOf(file);
  }

  /**
   * Adds events to the records, each of them once, whoever has added some of them before.
   *
   * @param after the event that comes right before them, or undefined where they are the first of all.
   * @param events of games, in the order of the log.
   * @returns false where they do not continue what the read model has: somebody has begun again in the meantime.
   */
  add(after: Checkpoint | undefined, events: readonly AllStreamRecordedEvent[]): Promise<boolean> {
    return this.#transaction("IMMEDIATE", () => {
      const checkpoint = this.#checkpoint();
      const next = placeAfter(checkpoint, after, events);
      if (next === undefined) return false;
      for (const [id, ofOneGame] of byGame(events.slice(next))) {
        this.#keep(id, addToRecord(id, this.#record(id), ofOneGame));
      }
      const last = events.at(-1);
      if (last && next < events.length) this.#moveTo(checkpointAt(last));
      return true;
    });
  }

  /** Forgets everything; where a checkpoint is given, only if it is still that one. */
  clear(checkpoint?: Checkpoint): Promise<void> {
    return this.#transaction("IMMEDIATE", () => {
      if (checkpoint && this.#checkpoint()?.eventId !== checkpoint.eventId) return;
      this.#database.exec("DELETE FROM games; DELETE FROM checkpoint");
    });
  }

  checkpoint(): Promise<Checkpoint | undefined> {
    return this.#transaction("DEFERRED", () => this.#checkpoint());
  }

  snapshot(): Promise<Snapshot> {
    return this.#transaction("DEFERRED", () => {
      const rows = this.#database.prepare("SELECT id, record FROM games ORDER BY number").raw(true).all();
      const records = (rows as [string, string][]).map(([id, record]) => [id, JSON.parse(record)] as const);
      return { checkpoint: this.#checkpoint(), records: new Map<string, GameRecord>(records) };
    });
  }

  close(): void {
    if (this.#database.open) this.#database.close();
  }

  #checkpoint(): Checkpoint | undefined {
    const row = this.#database
      .prepare("SELECT commit_position, prepare_position, event_id FROM checkpoint")
      .raw(true)
      .get() as [string, string, string] | undefined;
    if (!row) return undefined;
    const [commit, prepare, eventId] = row;
    return { position: { commit: BigInt(commit), prepare: BigInt(prepare) }, eventId };
  }

  #moveTo({ position, eventId }: Checkpoint): void {
    this.#database
      .prepare("INSERT OR REPLACE INTO checkpoint VALUES (1, ?, ?, ?)")
      .run([`${position.commit}`, `${position.prepare}`, eventId]);
  }

  #record(id: string): GameRecord | undefined {
    const statement = this.#database.prepare("SELECT record FROM games WHERE id = ?").raw(true);
    const row = statement.get([id]) as [string] | undefined;
    return row && (JSON.parse(row[0]) as GameRecord);
  }

  #keep(id: string, record: GameRecord | undefined): void {
    if (!record) this.#database.prepare("DELETE FROM games WHERE id = ?").run([id]);
    else {
      this.#database
        .prepare(
          "INSERT INTO games (id, record) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET record = excluded.record",
        )
        .run([id, JSON.stringify(record)]);
    }
  }

  /** A file that has been deleted or damaged is made anew, so that the work meets an empty one. */
  #transaction<Result>(kind: "IMMEDIATE" | "DEFERRED", work: () => Result): Promise<Result> {
    return whenFree(() => {
      if (identityOf(this.#file) !== this.#identity) this.#reopen();
      try {
        return this.#attempt(kind, work);
      } catch (error) {
        if (!isDamage(error)) throw error;
        deleteReadModelFile(this.#file);
        this.#reopen();
        return this.#attempt(kind, work);
      }
    });
  }

  #attempt<Result>(kind: "IMMEDIATE" | "DEFERRED", work: () => Result): Result {
    this.#database.exec(`BEGIN ${kind}`);
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #reopen(): void {
    this.close();
    this.#database = this.#open();
    this.#identity = identityOf(this.#file);
  }

  #open(): Database.Database {
    try {
      return openReadModelFile(this.#file);
    } catch (error) {
      if (!isDamage(error)) throw error;
      deleteReadModelFile(this.#file);
      return openReadModelFile(this.#file);
    }
  }
}

function isDamage(error: unknown): boolean {
  return hasCode(error, "SQLITE_CORRUPT", "SQLITE_NOTADB");
}

/**
 * The rule that keeps several writers from adding an event twice, or to what another store has led to: they may go
 * on only from an event that they have seen themselves, at its place.
 *
 * @returns how many of the events are in the read model already, or undefined where that cannot be told.
 */
function placeAfter(
  checkpoint: Checkpoint | undefined,
  after: Checkpoint | undefined,
  events: readonly AllStreamRecordedEvent[],
): number | undefined {
  if (checkpoint?.eventId === after?.eventId) return 0;
  if (!checkpoint || (after && comparePositions(checkpoint.position, after.position) <= 0)) return undefined;
  const last = events.at(-1);
  if (last && !hasReached(checkpointAt(last), checkpoint.position)) return events.length;
  const index = events.findIndex(({ id }) => id === checkpoint.eventId);
  return index === -1 ? undefined : index + 1;
}

function byGame(events: readonly AllStreamRecordedEvent[]): Map<string, AllStreamRecordedEvent[]> {
  const games = new Map<string, AllStreamRecordedEvent[]>();
  for (const event of events) {
    const id = gameIdOf(event.streamId);
    const game = games.get(id);
    if (game) game.push(event);
    else games.set(id, [event]);
  }
  return games;
}
