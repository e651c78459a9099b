import { type Message, toMessage, UnreadableMessageError } from "../contract/message.ts";
import type { Database, Query } from "../database/database.ts";

export const INBOX_TABLES = [
  // the last message about a booking whose work is done
  "CREATE TABLE IF NOT EXISTS heard (booking_id TEXT PRIMARY KEY, sequence INTEGER NOT NULL)",
  // messages that are safe, and whose work is still to do
  "CREATE TABLE IF NOT EXISTS waiting (booking_id TEXT NOT NULL, sequence INTEGER NOT NULL, message TEXT NOT NULL, " +
    "problem TEXT, PRIMARY KEY (booking_id, sequence))",
];

/** A message that waits. */
interface WaitingMessage {
  readonly message: Message;
  /** Why it is parked; null if it waits for an earlier message. */
  readonly problem: string | null;
}

/**
 * Does the work of each message once, and in the order of its booking, however often and in whatever order they come.
 * A message that cannot be read is parked, and later messages of its booking wait behind it.
 */
export class Inbox {
  readonly #database: Database;
  readonly #work: (query: Query, message: Message) => Promise<void>;
  readonly #report: (sentence: string) => void;

  /**
   * @param database has the INBOX_TABLES.
   * @param work is done in the transaction that also notes that it was done. If it throws UnreadableMessageError, it must
   *   have changed nothing.
   * @param report is called with a sentence about each message that is parked.
   */
  constructor(
    database: Database,
    work: (query: Query, message: Message) => Promise<void>,
    report: (sentence: string) => void,
  ) {
    this.#database = database;
    this.#work = work;
    this.#report = report;
  }

  /**
   * Takes a message. When this returns, it may be acknowledged: its work is done, or it waits in a table.
   *
   * @throws DatabaseUnavailableError, and the errors of the work; then nothing has happened.
   */
  receive(message: Message): Promise<void> {
    const { bookingId, sequence } = message;
    return this.#database.transaction(async (query) => {
      if (sequence <= (await lastHeard(query, bookingId))) return; // it has come before
      await query(
        "INSERT INTO waiting (booking_id, sequence, message) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        bookingId,
        sequence,
        JSON.stringify(message),
      );
      await this.#workOff(query, bookingId);
    });
  }

  /** Tries the parked messages again: a newer version of the program may be able to read them. */
  retry(): Promise<void> {
    return this.#database.transaction(async (query) => {
      const bookings = await query("SELECT DISTINCT booking_id FROM waiting WHERE problem IS NOT NULL");
      for (const { booking_id } of bookings) await this.#workOff(query, `${booking_id}`);
    });
  }

  /** @returns the messages that wait, those of one booking together and in order. */
  waiting(): Promise<WaitingMessage[]> {
    return this.#database.transaction(async (query) => {
      const rows = await query("SELECT message, problem FROM waiting ORDER BY booking_id, sequence");
      return rows.map(({ message, problem }) => ({
        message: parse(message),
        problem: problem as string | null,
      }));
    });
  }

  /** Does the work of the messages about a booking that are next in its order. */
  async #workOff(query: Query, bookingId: string): Promise<void> {
    for (let next = (await lastHeard(query, bookingId)) + 1; ; next += 1) {
      const [row] = await query(
        "SELECT message, problem FROM waiting WHERE booking_id = ? AND sequence = ?",
        bookingId,
        next,
      );
      if (!row) return;
      const message = parse(row.message);
      try {
        await this.#work(query, message);
      } catch (error) {
        if (!(error instanceof UnreadableMessageError)) throw error;
        if (row.problem === null) this.#report(sentenceOn({ message, problem: error.message }));
        const where = "WHERE booking_id = ? AND sequence = ?";
        await query(`UPDATE waiting SET problem = ? ${where}`, error.message, bookingId, next);
        return;
      }
      await query("DELETE FROM waiting WHERE booking_id = ? AND sequence = ?", bookingId, next);
      await query(
        "INSERT INTO heard (booking_id, sequence) VALUES (?, ?) " +
          "ON CONFLICT (booking_id) DO UPDATE SET sequence = excluded.sequence",
        bookingId,
        next,
      );
    }
  }
}

/** @returns a sentence that says why a message waits. */
export function sentenceOn({ message: { id, type, bookingId }, problem }: WaitingMessage): string {
  const reason = problem === null ? "an earlier one" : `a version that can read it (${problem})`;
  return `Message ${id}, ${type}, about booking ${bookingId} waits for ${reason}.`;
}

async function lastHeard(query: Query, bookingId: string): Promise<number> {
  const [row] = await query("SELECT sequence FROM heard WHERE booking_id = ?", bookingId);
  return row ? Number(row.sequence) : -1;
}

function parse(message: unknown): Message {
  return toMessage(JSON.parse(`${message}`));
}
