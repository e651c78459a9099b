import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newFolder } from "../../../tests/folders.ts";
import { BOOKING } from "../booking/program.ts";
import { RabbitMQ } from "../messaging/rabbitmq.ts";
import { PARKING } from "../parking/program.ts";
import { type Entry, play, transcriptIn } from "../transcript.ts";
import { BROKER, COMBINATIONS, emptyDatabase } from "./world/places.ts";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const TRANSCRIPT = transcriptIn(README);

/**
 * The commands of the workflow in Python that this one follows, in order, and the fields that each shows. Histories have one
 * event more here, since a booking is accepted before it is reserved.
 */
const ORIGINAL = [
  ["create-parking-slot", "uuid name status"],
  ["create-booking-request", ""],
  ["get-booking-events", "id version parking_slot_ref_no status"],
  ["get-booking-details", "id domain_uuid status parking_slot_ref_no"],
  ["parking-slot-details", "uuid name status"],
  ["reserve-booking", ""],
  ["get-booking-events", "id version parking_slot_ref_no status id version status id version status"],
  ["get-booking-details", "id domain_uuid status parking_slot_ref_no"],
  ["parking-slot-details", "uuid name status"],
  ["complete-booking", ""],
  ["get-booking-details", "id domain_uuid status parking_slot_ref_no"],
  [
    "get-booking-events",
    "id version parking_slot_ref_no status id version status id version status id version status",
  ],
  ["parking-slot-details", "uuid name status"],
];

describe("the transcript of the README", () => {
  test("has the commands of the original, with the same fields in the same order", () => {
    const found = TRANSCRIPT.map(({ command, output }) => {
      const fields = [...output.matchAll(/^ *"?(\w+)"?:/gm)].map(([, field]) => field);
      return [command.split(" ")[3], fields.join(" ")];
    });
    // The refusal comes in between.
    expect([...found.slice(0, 9), ...found.slice(12)]).toEqual(ORIGINAL);
  });

  test("names only commands, options and variables that there are", () => {
    const programs = { booking: BOOKING, parking: PARKING };
    for (const [, service, command = ""] of README.matchAll(/npx tsx (booking|parking)\/cli\.ts ([\w-]+)/g))
      expect(Object.keys(programs[service === "booking" ? "booking" : "parking"].commands)).toContain(
        command,
      );
    const settings = [...Object.entries(BOOKING.settings), ...Object.entries(PARKING.settings)];
    for (const [option, { variable }] of settings) {
      expect(README, option).toContain(`--${option}`);
      if (option !== "expire-after") expect(README).toContain(`\`${variable}\``);
    }
    const options = [...settings.map(([name]) => name), "json", "profile", "wait", "pwprompt", "owner"];
    for (const [, option = ""] of README.matchAll(/(?<=[ `])--([a-z][\w-]*)/g))
      expect(options).toContain(option);
  });

  test.each(COMBINATIONS)(
    "is what the commands print, line by line: with %s and %s",
    async (channel, database) => {
      await using readStore = await emptyDatabase(database);
      await using slots = await emptyDatabase(database);
      const prefix = `test-${randomUUID()}.`;
      const environment = {
        EVENTSTOREDB_URI: join(newFolder(), "events.db"),
        BOOKING_READ_STORE: readStore.address,
        PARKING_DATABASE: slots.address,
        ...(channel === "RabbitMQ" && { BROKER_URI: BROKER, BROKER_PREFIX: prefix }),
      };
      const entries: { entry: Entry; expected: string }[] = [];
      try {
        await play(TRANSCRIPT, environment, (entry, expected) => entries.push({ entry, expected }));
      } finally {
        if (channel === "RabbitMQ") await removeQueues(prefix);
      }
      expect(entries.map(({ entry }) => entry)).toEqual(
        entries.map(({ entry: { command }, expected }) => ({ command, output: expected })),
      );
      expect(entries.length).toBe(ORIGINAL.length + 3);
    },
  );

  test("is also what they print with stores of their own, and with names that have underscores", async () => {
    const folder = newFolder();
    const environment = {
      BOOKING_EVENTSTOREDB_URI: join(folder, "booking-events.db"),
      PARKING_EVENTSTOREDB_URI: join(folder, "parking-events.db"),
      EVENTSTOREDB_URI: "esdb://127.0.0.1:9?tls=false",
      BOOKING_READ_STORE: join(folder, "booking.db"),
      PARKING_DATABASE: join(folder, "parking.db"),
    };
    const underscored = TRANSCRIPT.map(({ command, output }) => ({
      command: command.replace(/(?<=cli\.ts )\S+/, (name) => name.replaceAll("-", "_")),
      output,
    }));
    await play(underscored, environment, ({ command, output }, expected) =>
      expect(output, command).toBe(expected),
    );
  });
});

async function removeQueues(prefix: string): Promise<void> {
  const rabbit = await RabbitMQ.connect(`${BROKER}`, prefix);
  await rabbit.remove("booking", "parking");
  await rabbit.remove("parking", "booking");
  await rabbit.close();
}
