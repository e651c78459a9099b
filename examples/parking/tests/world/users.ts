import { randomUUID } from "node:crypto";
import { decide } from "../../booking/booking.ts";
import { createSlot, findSlot } from "../../parking/slots.ts";
import type { World } from "./world.ts";

/** What users do, without the command line. */

/** @returns the id of the new slot. */
export function newSlot({ parking }: World, name = "Slot 1"): Promise<string> {
  return parking.database.transaction((query) => createSlot(query, name));
}

/** @returns the id of the new booking. */
export async function book({ booking }: World, slotId: string, id: string = randomUUID()): Promise<string> {
  const act = () => decide({ type: "create", slotId }, { status: "not there" });
  await booking.bookings.create(id, act, { causationId: randomUUID() });
  return id;
}

export function change(
  { booking }: World,
  type: "accept" | "reserve" | "complete" | "expire",
  id: string,
): Promise<void> {
  return booking.bookings.change(id, (state) => decide({ type }, state), { causationId: randomUUID() });
}

/** @returns the statuses of bookings, in the read model, in this order. */
export function statuses({ booking }: World, ...ids: readonly string[]): Promise<(string | undefined)[]> {
  return Promise.all(ids.map(async (id) => (await booking.readModel.get(id))?.status));
}

/** @returns the status of a slot. */
export async function slotStatus({ parking }: World, id: string): Promise<string | undefined> {
  return (await parking.database.transaction((query) => findSlot(query, id)))?.status;
}
