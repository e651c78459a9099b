import { jsonEvent } from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import { BookingReadModel } from "../../booking/read-model.ts";
import { openDatabase } from "../../database/open.ts";
import { connectEventStore } from "../../event-store/connect.ts";
import { DATABASES } from "../world/places.ts";
import { book, change, newSlot, statuses } from "../world/users.ts";
import { newAddresses, World } from "../world/world.ts";

describe.each(DATABASES)("the read model in %s", (kind) => {
  test("numbers the bookings in their order, with the time at which the store recorded the first event", async () => {
    await using addresses = await newAddresses("event store", kind);
    await using world = await World.open(addresses);
    const slot = await newSlot(world);
    const [first, second] = [await book(world, slot), await book(world, slot)];
    await change(world, "accept", first);
    await world.booking.catchUp();
    const [created] = await world.booking.bookings.history(first);
    expect((await world.booking.readModel.list()).map(({ id, number }) => [id, number])).toEqual([
      [second, 2],
      [first, 1],
    ]);
    expect(await world.booking.readModel.get(first)).toEqual({
      id: first,
      number: 1,
      status: "accepted",
      slot_id: slot,
      created_at: created?.created.toISOString(),
    });
  });

  test("counts each event once, though several services keep it", async () => {
    await using addresses = await newAddresses("event store", kind);
    await using world = await World.open(addresses);
    await using other = await World.open(addresses);
    const slot = await newSlot(world);
    const stopping = new AbortController();
    const serving = [world.booking, other.booking].map((service) => service.serve(stopping.signal));
    for (let number = 0; number < 20; number += 1) await book(world, slot);
    await expect
      .poll(async () => (await other.booking.readModel.list()).length, { timeout: 20_000 })
      .toBe(20);
    stopping.abort();
    await Promise.all(serving);
    const numbers = (await world.booking.readModel.list()).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => 20 - index));
    expect([...world.reports, ...other.reports]).toEqual([]);
  });

  test("goes back to nothing older if a service that keeps it is behind another one", async () => {
    await using addresses = await newAddresses("event store", kind);
    await using world = await World.open(addresses);
    const id = await book(world, await newSlot(world));
    await change(world, "accept", id);
    await change(world, "reserve", id);
    await world.booking.catchUp();
    const store = await connectEventStore(addresses.events);
    const database = await openDatabase(addresses.readStore, []);
    const seen: unknown[] = [];
    let isFirst = true;
    // It asks for the checkpoint first, and gets that of long ago.
    const behind = new BookingReadModel({
      address: database.address,
      close: () => database.close(),
      async transaction(work) {
        if (!isFirst) {
          const result = await database.transaction(work);
          seen.push(...(await statuses(world, id)));
          return result;
        }
        isFirst = false;
        return database.transaction(() => work(async () => []));
      },
    });
    await behind.follow(store);
    await store.close();
    await database.close();
    expect(seen).toEqual(["reserved", "reserved", "reserved"]);
  });

  test("leaves out what cannot be read, and nothing else waits for it", async () => {
    await using addresses = await newAddresses("event store", kind, { expireAfter: 0 });
    const store = await connectEventStore(addresses.events);
    const created = (data: Record<string, unknown>) => jsonEvent({ type: "BookingCreated", data });
    await store.client.appendToStream("booking-odd", [created({ slotId: "a" }), created({ slotId: "b" })]);
    await store.client.appendToStream("booking-bad", [created({})]);
    const stolen = jsonEvent({ type: "BookingStolen", data: {} });
    await store.client.appendToStream("booking-new", [created({ slotId: "a" }), stolen]);
    await store.close();
    await using world = await World.open(addresses);
    const id = await book(world, await newSlot(world));
    await world.settle();
    expect(await statuses(world, "odd", "bad", "new", id)).toEqual([
      "expired",
      undefined,
      "created",
      "expired",
    ]);
  });
});
