import { v4 as uuid } from "uuid";
import { type Command, type Request, uuidOf } from "../command-line/command.ts";
import { details, table } from "../command-line/printable.ts";
import { decide, STATUS } from "./booking.ts";
import { BookingNotFoundError, toBookingEvent } from "./booking-repository.ts";
import type { BookingService } from "./service.ts";

const OF_A_BOOKING = { argument: "<booking-id>", check: uuidOf("booking") } as const;

export const COMMANDS: Readonly<Record<string, Command<BookingService>>> = {
  "create-booking-request": {
    summary: "asks for a parking slot; prints the id of the booking",
    argument: "<slot-id>",
    check: uuidOf("parking slot"),
    writes: true,
    async run({ bookings }, { argument, print }) {
      const id = uuid();
      const command = { type: "create", slotId: argument.toLowerCase() } as const;
      await bookings.create(id, (booking) => decide(command, booking), { causationId: uuid() });
      print(id);
    },
  },
  "reserve-booking": {
    summary: "reserves a booking whose slot is blocked for it",
    ...OF_A_BOOKING,
    writes: true,
    run: (service, request) => change("reserve", service, request),
  },
  "complete-booking": {
    summary: "ends a booking; its slot becomes available",
    ...OF_A_BOOKING,
    writes: true,
    run: (service, request) => change("complete", service, request),
  },
  "get-booking-details": {
    summary: "a booking as the read model has it",
    ...OF_A_BOOKING,
    async run({ readModel }, { argument, print }) {
      const booking = await readModel.get(argument.toLowerCase());
      if (!booking) throw new BookingNotFoundError(argument);
      const { number, id, status, slot_id } = booking;
      print(details({ id: number, domain_uuid: id, status, parking_slot_ref_no: slot_id }));
    },
  },
  "get-booking-list": {
    summary: "all bookings, the newest first",
    async run({ readModel }, { print }) {
      const rows = (await readModel.list()).map((row) => [
        row.number,
        row.id,
        row.status,
        row.slot_id,
        row.created_at,
      ]);
      print(table(["id", "domain_uuid", "status", "parking_slot_ref_no", "created_at"], rows));
    },
  },
  "get-booking-events": {
    summary: "what has happened to a booking",
    ...OF_A_BOOKING,
    json: true,
    async run({ bookings }, { argument, json, print }) {
      const history = await bookings.history(argument.toLowerCase());
      for (const stored of history) {
        const { type, ...changes } = toBookingEvent(stored);
        const { slotId, ...others } = { slotId: undefined, ...changes };
        const version = Number(stored.revision) + 1;
        const fields = {
          id: argument.toLowerCase(),
          version,
          parking_slot_ref_no: slotId,
          status: STATUS[type],
        };
        const { id: event_id, created, metadata } = stored;
        if (json)
          print(JSON.stringify({ ...fields, ...others, created_at: created, type, event_id, metadata }));
        else print(JSON.stringify({ ...fields, ...others }, undefined, 4));
      }
    },
  },
  serve: {
    summary: "does in the background what each command otherwise does: hears, tells, lists, lets expire",
    serves: true,
    async run(service, { print, stopped }) {
      for (const place of service.places) print(place);
      print("Booking is at work (Ctrl-C stops it).");
      await service.serve(stopped);
    },
  },
};

async function change(
  type: "reserve" | "complete",
  { bookings }: BookingService,
  { argument, print }: Request,
): Promise<void> {
  const id = argument.toLowerCase();
  await bookings.change(id, (booking) => decide({ type }, booking), { causationId: uuid() });
  print(id);
}
