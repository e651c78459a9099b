import { join } from "node:path";
import { UnavailableError, WrongExpectedVersionError } from "@eventstore/db-client";
import { expect, onTestFinished, test } from "vitest";
import { newFolder } from "../../../../tests/folders.ts";
import { decide, NO_BOOKING } from "../../booking/booking.ts";
import { BookingNotFoundError, BookingRepository } from "../../booking/booking-repository.ts";
import { connectEventStore, type EventStore } from "../../event-store/connect.ts";

const CAUSE = { causationId: "command-1" };
const create = () => decide({ type: "create", slotId: "slot" }, NO_BOOKING);

type Append = EventStore["client"]["appendToStream"];

/** Starts a store with a booking "b". @param append stands between the repository and the store. */
async function start(append: (original: Append, number: number) => Append = (original) => original) {
  const store = await connectEventStore(join(newFolder(), "events.db"));
  onTestFinished(() => store.close());
  let appends = 0;
  const client = new Proxy(store.client, {
    get(target, name) {
      if (name === "appendToStream") {
        appends += 1;
        return append(target.appendToStream.bind(target), appends);
      }
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const plain = new BookingRepository(store);
  await plain.create("b", create, CAUSE);
  const types = async (id: string) => (await plain.history(id)).map(({ type }) => type);
  return { bookings: new BookingRepository({ ...store, client }), plain, types };
}

test("a change loads the booking, lets it act, and stores what happens", async () => {
  const { bookings, types } = await start();
  await bookings.change("b", (booking) => decide({ type: "accept" }, booking), CAUSE);
  expect(await types("b")).toEqual(["BookingCreated", "BookingAccepted"]);
  await bookings.change("b", (booking) => decide({ type: "accept" }, booking), CAUSE);
  expect(await types("b")).toHaveLength(2);
});

test("an event has the correlation id of the first one, unless its cause has another", async () => {
  const { bookings } = await start();
  await bookings.change("b", (booking) => decide({ type: "accept" }, booking), { causationId: "command-2" });
  const cause = { causationId: "message-3", correlationId: "story" };
  await bookings.change("b", (booking) => decide({ type: "expire" }, booking), cause);
  expect((await bookings.history("b")).map(({ metadata }) => metadata)).toEqual([
    { $causationId: "command-1", $correlationId: "command-1" },
    { $causationId: "command-2", $correlationId: "command-1" },
    { $causationId: "message-3", $correlationId: "story" },
  ]);
});

test("a booking is created once, and what is not there cannot be changed", async () => {
  const { bookings } = await start();
  await expect(bookings.create("b", create, CAUSE)).rejects.toThrow(WrongExpectedVersionError);
  await expect(bookings.change("c", () => [], CAUSE)).rejects.toThrow(BookingNotFoundError);
});

test("if another change was faster, the booking decides again", async () => {
  const { bookings, plain, types } = await start((original, number) => async (...words) => {
    if (number === 1) await plain.change("b", (booking) => decide({ type: "accept" }, booking), CAUSE);
    return original(...words);
  });
  await bookings.change("b", (booking) => decide({ type: "expire" }, booking), CAUSE);
  expect(await types("b")).toEqual(["BookingCreated", "BookingAccepted", "BookingExpired"]);
  // It has decided on what it has not seen at first.
  const again = bookings.change("b", (booking) => decide({ type: "reserve" }, booking), CAUSE);
  await expect(again).rejects.toThrow("it is expired");
});

test("if others are always faster, it gives up", async () => {
  const { bookings } = await start(() => async () => {
    throw new WrongExpectedVersionError(undefined, { streamName: "booking-b", current: 1n, expected: 0n });
  });
  const change = bookings.change("b", (booking) => decide({ type: "accept" }, booking), CAUSE);
  await expect(change).rejects.toThrow("Booking b changes too often at the moment: try again.");
});

test("an append whose answer was lost is sent again, and counts once", async () => {
  const { bookings, types } = await start((original, number) => async (...words) => {
    const answer = await original(...words);
    if (number === 1) throw new UnavailableError(undefined, "lost");
    return answer;
  });
  await bookings.change("b", (booking) => decide({ type: "accept" }, booking), CAUSE);
  expect(await types("b")).toEqual(["BookingCreated", "BookingAccepted"]);
});

test("it counts once even if another change has come since", async () => {
  const { bookings, plain, types } = await start((original, number) => async (...words) => {
    if (number > 1)
      throw new WrongExpectedVersionError(undefined, { streamName: "booking-b", current: 2n, expected: 0n });
    await original(...words);
    await plain.change("b", (booking) => decide({ type: "reserve" }, booking), CAUSE);
    throw new UnavailableError(undefined, "lost");
  });
  await bookings.change("b", (booking) => decide({ type: "accept" }, booking), CAUSE);
  expect(await types("b")).toEqual(["BookingCreated", "BookingAccepted", "BookingReserved"]);
});
