import { type Command, UsageError, uuidOf } from "../command-line/command.ts";
import { details, isUnprintable, table } from "../command-line/printable.ts";
import { sentenceOn } from "./inbox.ts";
import type { ParkingService } from "./service.ts";
import { createSlot, findSlot, listSlots } from "./slots.ts";

/** The longest name of a slot, in characters. */
const LONGEST_NAME = 100;

/** There is no slot with this id. */
class SlotNotFoundError extends Error {
  override readonly name = "SlotNotFoundError";

  constructor(id: string) {
    super(`There is no parking slot ${id}.`);
  }
}

export const COMMANDS: Readonly<Record<string, Command<ParkingService>>> = {
  "create-parking-slot": {
    summary: "makes a parking slot, and shows it",
    argument: "<name>",
    check(name) {
      if (name.trim() === "") throw new UsageError("A parking slot needs a name.");
      if ([...name].length > LONGEST_NAME || isUnprintable(name))
        throw new UsageError(`The name of a parking slot is one line of at most ${LONGEST_NAME} characters.`);
    },
    writes: true,
    async run({ database }, { argument, print }) {
      const name = argument.trim();
      const uuid = await database.transaction((query) => createSlot(query, name));
      print(details({ uuid, name, status: "available" }));
    },
  },
  "parking-slot-details": {
    summary: "a parking slot",
    argument: "<slot-id>",
    check: uuidOf("parking slot"),
    async run({ database }, { argument, print }) {
      const slot = await database.transaction((query) => findSlot(query, argument.toLowerCase()));
      if (!slot) throw new SlotNotFoundError(argument);
      print(details({ uuid: slot.id, name: slot.name, status: slot.status }));
    },
  },
  "parking-slot-list": {
    summary: "all parking slots",
    async run({ database }, { print }) {
      const slots = await database.transaction(listSlots);
      print(
        table(
          ["uuid", "name", "status"],
          slots.map(({ id, name, status }) => [id, name, status]),
        ),
      );
    },
  },
  "waiting-messages": {
    summary: "the messages of booking whose work could not be done yet, and why",
    async run({ inbox }, { print }) {
      const waiting = await inbox.waiting();
      for (const message of waiting) print(sentenceOn(message));
      if (waiting.length === 0) print("No message waits.");
    },
  },
  serve: {
    summary: "does in the background what each command otherwise does: hears, and tells",
    serves: true,
    async run(service, { print, stopped }) {
      for (const place of service.places) print(place);
      print("Parking is at work (Ctrl-C stops it).");
      await service.serve(stopped);
    },
  },
};
