import { type Message, toMessage } from "../contract/message.ts";
import type { Database, Query } from "../database/database.ts";
import type { Publisher } from "../messaging/channel.ts";
import { isOutage } from "../messaging/outage.ts";

export const OUTBOX_TABLE =
  "CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, number INTEGER NOT NULL, message TEXT NOT NULL)";

/** Notes a message that is to be told, in the transaction in which it has become true. */
export async function addToOutbox(query: Query, message: Message): Promise<void> {
  await query(
    "INSERT INTO outbox (id, number, message) SELECT ?, coalesce(max(number), 0) + 1, ? FROM outbox",
    message.id,
    JSON.stringify(message),
  );
}

/** Tells what is noted in the outbox, in order. */
export class Outbox {
  readonly #database: Database;
  readonly #publisher: Publisher;
  readonly #report: (sentence: string) => void;

  /** @param database has the OUTBOX_TABLE. */
  constructor(database: Database, publisher: Publisher, report: (sentence: string) => void) {
    this.#database = database;
    this.#publisher = publisher;
    this.#report = report;
  }

  /**
   * Publishes all messages that are noted, and removes each from the table when it has been published. A crash in between
   * publishes a message again. One that cannot be told holds up only those about the same booking.
   *
   * @returns how many were published.
   * @throws EventStoreUnavailableError, BrokerUnavailableError: the rest waits. DatabaseUnavailableError
   */
  async runOnce(): Promise<number> {
    const due = await this.#database.transaction((query) =>
      query("SELECT message FROM outbox ORDER BY number"),
    );
    const heldUp = new Set<string>();
    let published = 0;
    for (const row of due) {
      const message = toMessage(JSON.parse(`${row.message}`));
      if (heldUp.has(message.bookingId)) continue;
      try {
        await this.#publisher.publish(message);
      } catch (error) {
        if (isOutage(error)) throw error;
        heldUp.add(message.bookingId);
        const reason = error instanceof Error ? error.message : String(error);
        this.#report(`Message ${message.id} about booking ${message.bookingId} cannot be told: ${reason}.`);
        continue;
      }
      await this.#database.transaction((query) => query("DELETE FROM outbox WHERE id = ?", message.id));
      published += 1;
    }
    return published;
  }
}
