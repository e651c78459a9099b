import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { newFolder } from "../../../../tests/folders.ts";
import { runCommand } from "../../run-command.ts";
import { BROKER, DATABASES, emptyDatabase } from "../world/places.ts";

const folder = newFolder();
const ENVIRONMENT = {
  EVENTSTOREDB_URI: join(folder, "events.db"),
  BOOKING_READ_STORE: join(folder, "booking.db"),
  PARKING_DATABASE: join(folder, "parking.db"),
};
const UNKNOWN = "c9ed7097-05ee-4ab6-8361-3a2a3dee00e3";

async function run(service: "booking" | "parking", words: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const { code, out, error } = await runCommand(service, words, { ...ENVIRONMENT, ...more });
  const [sentence = "", ...rest] = error.trimEnd().split("\n");
  return { code, out, sentence, rest: rest.join("\n") };
}

let [slot, accepted, reserved] = ["", "", ""];
beforeAll(async () => {
  [, slot = ""] = /uuid: +(\S+)/.exec((await run("parking", ["create-parking-slot", "Slot 1"])).out) ?? [];
  accepted = (await run("booking", ["create-booking-request", slot])).out.trim();
  const other = /uuid: +(\S+)/.exec((await run("parking", ["create-parking-slot", "Slot 2"])).out)?.[1] ?? "";
  reserved = (await run("booking", ["create-booking-request", other])).out.trim();
  await run("parking", ["parking-slot-list"]); // answers both requests
  await run("booking", ["reserve-booking", reserved]);
});

describe("what a service cannot do is said in one sentence, with exit code 1", () => {
  test.each([
    ["booking", () => ["reserve-booking", UNKNOWN], `There is no booking ${UNKNOWN}.`],
    ["booking", () => ["complete-booking", UNKNOWN], `There is no booking ${UNKNOWN}.`],
    ["booking", () => ["get-booking-details", UNKNOWN], `There is no booking ${UNKNOWN}.`],
    ["booking", () => ["get-booking-events", UNKNOWN], `There is no booking ${UNKNOWN}.`],
    ["parking", () => ["parking-slot-details", UNKNOWN], `There is no parking slot ${UNKNOWN}.`],
    ["booking", () => ["reserve-booking", reserved], "You cannot reserve this booking: it is reserved."],
    ["booking", () => ["complete-booking", accepted], "You cannot complete this booking: it is accepted."],
  ] as const)("%s %s", async (service, words, sentence) => {
    expect(await run(service, words())).toEqual({ code: 1, out: "", sentence, rest: "" });
  });
});

test("who reserves before parking has answered is told so", async () => {
  const id = (await run("booking", ["create-booking-request", UNKNOWN])).out.trim();
  const sentence = "You cannot reserve this booking yet: parking has not answered.";
  expect(await run("booking", ["reserve-booking", id])).toEqual({ code: 1, out: "", sentence, rest: "" });
});

describe("a command line that cannot be understood is answered in one sentence and the usage, with exit code 2", () => {
  test.each([
    ["parking", ["create-parking-slot", " "], "A parking slot needs a name."],
    ["parking", ["create-parking-slot"], '"create-parking-slot" needs <name>.'],
    ["parking", ["create-parking-slot", "a\u001b[2Jb"], /^The name of a parking slot is one line of at most/],
    [
      "parking",
      ["create-parking-slot", "x".repeat(101)],
      /^The name of a parking slot is one line of at most/,
    ],
    ["parking", ["create-parking-slot", "Slot", "1"], '"create-parking-slot" can do nothing with "1".'],
    ["parking", ["parking-slot-list", "1"], '"parking-slot-list" can do nothing with "1".'],
    ["parking", ["parking-slot-details", "1"], /^"1" is not the id of a parking slot, which looks like/],
    ["booking", ["reserve-booking", "a\u001bb"], /^"a\\u001bb" is not the id of a booking, which looks like/],
    ["booking", ["reserve-booking"], '"reserve-booking" needs <booking-id>.'],
    ["booking", ["reserve"], 'There is no command "reserve".'],
    ["booking", ["constructor"], 'There is no command "constructor".'],
    ["booking", ["get-booking-list", "--json"], '"get-booking-list" takes no option --json.'],
    ["booking", ["get-booking-list", "--color"], "Unknown option '--color'."],
    ["booking", ["serve", "--expire-after", "soon"], "--expire-after takes a whole number of seconds."],
    ["booking", ["serve", "--broker", "http://there"], /^--broker takes an address such as amqp:/],
    [
      "booking",
      ["serve", "--read-store", "mysql://u:secret@there"],
      /^--read-store takes a file, memory, or postgres:/,
    ],
    [
      "parking",
      ["serve", "--database", "postgres://u:se cret@:there"],
      /^--database takes a file, memory, or postgres:/,
    ],
  ] as const)("%s %j", async (service, words, sentence) => {
    const result = await run(service, words);
    expect(result.sentence).toMatch(sentence);
    expect(result.sentence).not.toMatch(/secret/);
    expect([result.code, result.out]).toEqual([2, ""]);
    expect(result.rest).toMatch(/^\nUsage:\n {2}npx tsx (booking|parking)\/cli\.ts <command>\n/);
  });

  test("help is no mistake", async () => {
    for (const words of [[], ["help"], ["--help"], ["serve", "--help"]]) {
      const { code, out, sentence } = await run("booking", words);
      expect([code, out.slice(0, 6), sentence]).toEqual([0, "Usage:", ""]);
    }
  });
});

describe("what a service needs and does not get is said in one sentence, with exit code 1", () => {
  test.each([
    [{ EVENTSTOREDB_URI: "http://u:secret@there" }, /^EVENTSTOREDB_URI takes an address such as esdb:/],
    [{ BOOKING_EVENTSTOREDB_URI: "esdb:there" }, /^BOOKING_EVENTSTOREDB_URI takes an address such as esdb:/],
    [{ BOOKING_READ_STORE: "http://there" }, /^BOOKING_READ_STORE takes a file, memory, or postgres:/],
    [{ BROKER_URI: "amqp//u:secret@there" }, /^BROKER_URI takes an address such as amqp:/],
    [{ BOOKING_EXPIRE_AFTER: "-1" }, "BOOKING_EXPIRE_AFTER takes a whole number of seconds."],
    [
      { BOOKING_READ_STORE: "postgres://u:secret@127.0.0.1:9/b" },
      /^The database at postgres:\/\/127\.0\.0\.1:9\/b cannot be used: connect ECONNREFUSED/,
    ],
    [{ BOOKING_READ_STORE: folder }, /^The database at .* cannot be used: .*\.$/],
    [{ EVENTSTOREDB_URI: folder }, /connect-four-/],
  ])("%j", async (environment, sentence) => {
    const result = await run("booking", ["get-booking-list"], environment);
    expect(result.sentence).toMatch(sentence);
    expect(result.sentence).not.toMatch(/secret/);
    expect([result.code, result.out, result.rest]).toEqual([1, "", ""]);
  });

  test("a file that is no database", async () => {
    const file = join(folder, "letter.txt");
    writeFileSync(file, "Dear Ann,\n".repeat(1_000));
    const { code, sentence } = await run("parking", ["parking-slot-list"], { PARKING_DATABASE: file });
    expect([code, sentence]).toEqual([1, `The database at ${file} cannot be used: file is not a database.`]);
  });

  test("an event store that is not there", async () => {
    const { code, sentence } = await run("booking", ["get-booking-events", UNKNOWN], {
      EVENTSTOREDB_URI: "esdb://ann:secret@127.0.0.1:9?tls=false",
    });
    expect(code).toBe(1);
    expect(sentence).toBe(
      "The event store at esdb://127.0.0.1:9 cannot be used: connect ECONNREFUSED 127.0.0.1:9. What is to be told or heard waits until then.",
    );
  });

  test("a broker that is down, which is said once, and only delays", async () => {
    const environment = { BROKER_URI: "amqp://guest:secret@127.0.0.1:9" };
    expect(await run("booking", ["create-booking-request", slot], environment)).toEqual({
      code: 0,
      out: expect.stringMatching(/^\S{36}\n$/),
      sentence:
        "The broker at amqp://127.0.0.1:9 cannot be reached: connect ECONNREFUSED 127.0.0.1:9. What is to be told or heard waits until then.",
      rest: "",
    });
  });

  test.skipIf(!BROKER)("a broker that refuses the password", async () => {
    const url = new URL(`${BROKER}`);
    url.password = "secret";
    const { code, out, sentence } = await run("booking", ["get-booking-list"], { BROKER_URI: url.href });
    expect([code, out]).toEqual([1, ""]);
    expect(sentence).toMatch(/^The broker at amqp:\S+ refuses: ACCESS_REFUSED - Login was refused .*\.$/);
    expect(sentence).not.toMatch(/secret/);
  });

  test.skipIf(!DATABASES.some((kind) => kind === "PostgreSQL"))(
    "a database that is not in PostgreSQL",
    async () => {
      await using place = await emptyDatabase("PostgreSQL");
      const url = new URL(place.address);
      url.pathname = "/nowhere";
      const { code, sentence } = await run("parking", ["parking-slot-list"], { PARKING_DATABASE: url.href });
      expect(code).toBe(1);
      expect(sentence).toMatch(
        /^The database at postgres:\S+ cannot be used: database "nowhere" does not exist\.$/,
      );
    },
  );
});

test("what other programs have stored cannot change the terminal", async () => {
  const { connectEventStore } = await import("../../event-store/connect.ts");
  const { jsonEvent } = await import("@eventstore/db-client");
  const events = join(newFolder(), "events.db");
  const store = await connectEventStore(events);
  const id = randomUUID();
  await store.client.appendToStream(`booking-${id}`, [
    jsonEvent({ type: "BookingCreated", data: { slotId: "\u001b[2J\u202e" } }),
    jsonEvent({ type: "BookingStolen", data: {} }),
  ]);
  await store.close();
  const environment = { EVENTSTOREDB_URI: events, BOOKING_READ_STORE: "memory" };
  const list = await run("booking", ["get-booking-list"], environment);
  expect(list.out).toContain("\ufffd[2J\ufffd");
  const history = await run("booking", ["get-booking-events", id], environment);
  expect([history.code, history.sentence]).toEqual([
    1,
    `Event BookingStolen at revision 1 of stream booking-${id} cannot be read: booking has no messages of type BookingStolen.`,
  ]);
});
