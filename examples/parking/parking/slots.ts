import { v4 as uuid, v5 as uuidOf } from "uuid";
import { readBookingMessage } from "../contract/booking-messages.ts";
import type { Message } from "../contract/message.ts";
import type { SlotRefused } from "../contract/parking-messages.ts";
import type { Query } from "../database/database.ts";

export const SLOTS_TABLE =
  "CREATE TABLE IF NOT EXISTS slots (id TEXT PRIMARY KEY, number INTEGER NOT NULL, name TEXT NOT NULL, " +
  "status TEXT NOT NULL, booking_id TEXT)";

/** A row: the state of a parking slot, and nothing of how it came about. */
interface Slot {
  readonly id: string;
  readonly name: string;
  readonly status: "available" | "blocked" | "reserved";
  /** The booking that holds the slot; null if it is available. */
  readonly booking_id: string | null;
}

/** @returns the id of the new slot. */
export async function createSlot(query: Query, name: string): Promise<string> {
  const id = uuid();
  await query(
    "INSERT INTO slots (id, number, name, status, booking_id) " +
      "SELECT ?, coalesce(max(number), 0) + 1, ?, 'available', NULL FROM slots",
    id,
    name,
  );
  return id;
}

export async function findSlot(query: Query, id: string): Promise<Slot | undefined> {
  return (await select(query, "WHERE id = ?", id))[0];
}

/** @returns the slots in the order in which they were created. */
export function listSlots(query: Query): Promise<Slot[]> {
  return select(query, "ORDER BY number");
}

/**
 * Does what a message of booking is about. Only the booking that holds a slot can reserve it and free it: so messages that
 * cross each other leave it right.
 *
 * @returns what parking says to that, if anything.
 * @throws UnreadableMessageError; then it has changed nothing.
 */
export async function followBooking(query: Query, message: Message): Promise<Message | undefined> {
  const event = readBookingMessage(message);
  const { bookingId } = message;
  switch (event.type) {
    case "BookingCreated": {
      const slot = await findSlot(query, event.slotId);
      if (!slot) return refusal(message, event.slotId, "there is no such slot");
      if (slot.booking_id !== null) return refusal(message, slot.id, "the slot is taken");
      await query("UPDATE slots SET status = 'blocked', booking_id = ? WHERE id = ?", bookingId, slot.id);
      return undefined;
    }
    case "BookingReserved":
      await query("UPDATE slots SET status = 'reserved' WHERE booking_id = ?", bookingId);
      return undefined;
    case "BookingCompleted":
    case "BookingRejected":
    case "BookingExpired":
      await query("UPDATE slots SET status = 'available', booking_id = NULL WHERE booking_id = ?", bookingId);
      return undefined;
  }
}

function refusal({ id, bookingId, correlationId }: Message, slotId: string, reason: string): Message {
  const data = { slotId, reason } satisfies Omit<SlotRefused, "type">;
  return {
    id: uuidOf("SlotRefused", id), // it follows from its cause, so that the same refusal has the same id
    type: "SlotRefused",
    bookingId,
    sequence: 0, // it is all that parking ever says about a booking
    time: new Date().toISOString(),
    correlationId,
    causationId: id,
    data,
  };
}

async function select(query: Query, condition: string, ...values: string[]): Promise<Slot[]> {
  const rows = await query(`SELECT id, name, status, booking_id FROM slots ${condition}`, ...values);
  return rows as unknown as Slot[];
}
