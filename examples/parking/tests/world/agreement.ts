import type { BookingRow } from "../../booking/read-model.ts";
import { listSlots } from "../../parking/slots.ts";
import type { World } from "./world.ts";

/** A slot, and the bookings of it that have not ended, as `<status of the slot>: <statuses of its bookings>`. */
const AGREEMENTS = ["available: ", "blocked: accepted", "reserved: reserved"];

/**
 * Holds what the two services say against each other, and against the events.
 *
 * @returns one sentence for each disagreement.
 */
export async function disagreements({ booking, parking }: World): Promise<string[]> {
  const slots = await parking.database.transaction(listSlots);
  const rows = await booking.readModel.list();
  const isOpen = ({ status }: BookingRow) => ["created", "accepted", "reserved"].includes(status);
  const ofSlots = slots.flatMap(({ id, name, status, booking_id }) => {
    const open = rows.filter((row) => row.slot_id === id && isOpen(row));
    const found = `${status}: ${open.map((row) => row.status)}`;
    const isSame = open.every((row) => row.id === booking_id);
    return AGREEMENTS.includes(found) && isSame ? [] : [`${name} is ${found}`];
  });
  const ofRows = await Promise.all(
    rows.map(async ({ id, status }) => {
      const history = await booking.bookings.history(id);
      const told = `Booking${status[0]?.toUpperCase()}${status.slice(1)}`;
      return history.at(-1)?.type === told
        ? []
        : [`Booking ${id} is ${status}, after ${history.at(-1)?.type}`];
    }),
  );
  const waiting = (await parking.inbox.waiting()).map(({ message }) => `${message.type} waits`);
  const untold = await parking.outbox.runOnce();
  return [...ofSlots, ...ofRows.flat(), ...waiting, ...(untold ? [`${untold} messages were untold`] : [])];
}
