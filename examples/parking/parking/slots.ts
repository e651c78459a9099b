import { validate as isUuid, v4 as uuid, v5 as uuidOf } from "uuid";
import { readBookingMessage } from "../contract/booking-messages.ts";
import { type Message, UnreadableMessageError } from "../contract/message.ts";
import type { ParkingMessage } from "../contract/parking-messages.ts";
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
 * @returns the answer to a request; undefined after any other message.
 * @throws UnreadableMessageError; then it has changed nothing.
 */
export async function followBooking(query: Query, message: Message): Promise<Message | undefined> {
  const event = readBookingMessage(message);
  const { id, bookingId } = message;
  // The id of the answer follows from it.
  if (!isUuid(id)) throw new UnreadableMessageError("its id is not a UUID");
  switch (event.type) {
    case "BookingCreated": {
      const slot = await findSlot(query, event.slotId);
      const refused = { type: "SlotRefused", slotId: event.slotId } as const;
      if (!slot) return answer(message, { ...refused, reason: "there is no such slot" });
      if (slot.booking_id !== null) return answer(message, { ...refused, reason: "the slot is taken" });
      await query("UPDATE slots SET status = 'blocked', booking_id = ? WHERE id = ?", bookingId, slot.id);
      return answer(message, { type: "SlotBlocked", slotId: slot.id });
    }
    case "BookingAccepted":
      return undefined; // repeats what parking has answered
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

function answer({ id, bookingId, correlationId }: Message, { type, ...data }: ParkingMessage): Message {
  return {
    id: uuidOf(type, id), // it follows from its cause, so that the same answer has the same id
    type,
    bookingId,
    sequence: 0, // the answer is all that parking ever says about a booking
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
