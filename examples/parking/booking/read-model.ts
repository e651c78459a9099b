import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import { BOOKING_STREAMS, readBookingMessage } from "../contract/booking-messages.ts";
import { UnreadableMessageError } from "../contract/message.ts";
import { CHECKPOINTS_TABLE, checkpointIn, moveCheckpoint } from "../database/checkpoints.ts";
import type { Database, Query } from "../database/database.ts";
import type { EventStore } from "../event-store/connect.ts";
import { eventsAfter } from "../event-store/events-after.ts";
import { toMessage } from "../messaging/stored-messages.ts";
import { STATUS, type Status } from "./booking.ts";

export const READ_STORE_TABLES = [
  CHECKPOINTS_TABLE,
  "CREATE TABLE IF NOT EXISTS bookings (id TEXT PRIMARY KEY, number INTEGER NOT NULL, status TEXT NOT NULL, " +
    "slot_id TEXT NOT NULL, created_at TEXT NOT NULL)",
];

/** A row of the read model. */
export interface BookingRow {
  readonly id: string;
  /** Its place in the order in which bookings were created, from 1. */
  readonly number: number;
  readonly status: Status;
  readonly slot_id: string;
  /** When the store recorded the first event: ISO 8601, in UTC. */
  readonly created_at: string;
}

/** The name of the checkpoint of the rows. */
const CHECKPOINT = "bookings";

/** The bookings in a table, apart from the events: it can be deleted, and is made again of them. */
export class BookingReadModel {
  readonly #database: Database;

  /** @param database has the READ_STORE_TABLES. */
  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Brings the rows up to date.
   *
   * @param signal ends it. Without it, this ends when it has caught up; with it, it then follows live.
   * @throws EventStoreUnavailableError, DatabaseUnavailableError
   */
  async follow(store: EventStore, signal?: AbortSignal): Promise<void> {
    const after = await this.#database.transaction((query) => checkpointIn(query, CHECKPOINT));
    for await (const event of eventsAfter(store, BOOKING_STREAMS, after, signal)) {
      // The row and the checkpoint change together, so each event counts once.
      await this.#database.transaction(async (query) => {
        const before = await checkpointIn(query, CHECKPOINT);
        if (before && before.commit >= event.position.commit) return;
        await fold(query, event);
        await moveCheckpoint(query, CHECKPOINT, event.position);
      });
    }
  }

  /** @returns the row of a booking; undefined if there is none. */
  async get(id: string): Promise<BookingRow | undefined> {
    return (await this.#rows("WHERE id = ?", id))[0];
  }

  /** @returns the rows, the newest first. */
  list(): Promise<BookingRow[]> {
    return this.#rows("ORDER BY number DESC");
  }

  /** @returns the ids of the bookings that were created before this time, and that still wait to be reserved. */
  async unreserved(before: Date): Promise<string[]> {
    const rows = await this.#rows(
      "WHERE status IN ('created', 'accepted') AND created_at < ? ORDER BY number",
      before.toISOString(),
    );
    return rows.map(({ id }) => id);
  }

  async #rows(condition: string, ...values: string[]): Promise<BookingRow[]> {
    const sql = `SELECT id, number, status, slot_id, created_at FROM bookings ${condition}`;
    return (await this.#database.transaction((query) => query(sql, ...values))) as unknown as BookingRow[];
  }
}

/** Makes one event into a row. An event that cannot be read is left out: the history of its booking names it. */
async function fold(query: Query, stored: AllStreamRecordedEvent): Promise<void> {
  const { bookingId, time, ...message } = toMessage(stored, BOOKING_STREAMS);
  try {
    const event = readBookingMessage(message);
    if (event.type === "BookingCreated")
      await query(
        "INSERT INTO bookings (id, number, status, slot_id, created_at) " +
          "SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ? FROM bookings WHERE true ON CONFLICT DO NOTHING",
        bookingId,
        STATUS[event.type],
        event.slotId,
        time,
      );
    else await query("UPDATE bookings SET status = ? WHERE id = ?", STATUS[event.type], bookingId);
  } catch (error) {
    if (!(error instanceof UnreadableMessageError)) throw error;
  }
}
