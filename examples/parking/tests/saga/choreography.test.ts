import { randomUUID } from "node:crypto";
import { v5 as uuidOf } from "uuid";
import { describe, expect, test } from "vitest";
import { disagreements } from "../world/agreement.ts";
import { COMBINATIONS } from "../world/places.ts";
import { book, change, newSlot, slotStatus, statuses } from "../world/users.ts";
import { newAddresses, World } from "../world/world.ts";

describe.each(COMBINATIONS)("with %s and %s", (channel, database) => {
  test("a slot follows its booking: blocked, reserved, available again", async () => {
    await using addresses = await newAddresses(channel, database);
    await using world = await World.open(addresses);
    const slot = await newSlot(world);
    expect(await slotStatus(world, slot)).toBe("available");
    const id = await book(world, slot);
    await world.settle();
    expect([await slotStatus(world, slot), ...(await statuses(world, id))]).toEqual(["blocked", "created"]);
    await change(world, "reserve", id);
    await world.settle();
    expect([await slotStatus(world, slot), ...(await statuses(world, id))]).toEqual(["reserved", "reserved"]);
    await change(world, "complete", id);
    await world.settle();
    expect([await slotStatus(world, slot), ...(await statuses(world, id))]).toEqual([
      "available",
      "completed",
    ]);
    expect(await disagreements(world)).toEqual([]);
  });

  test("a booking of a slot that is taken is rejected, and the slot stays with the other one", async () => {
    await using addresses = await newAddresses(channel, database);
    await using world = await World.open(addresses);
    const slot = await newSlot(world);
    const first = await book(world, slot);
    await world.settle();
    const second = await book(world, slot);
    const nowhere = await book(world, randomUUID());
    await world.settle();
    expect(await statuses(world, first, second, nowhere)).toEqual(["created", "rejected", "rejected"]);
    const reasons = await Promise.all(
      [second, nowhere].map(async (id) => (await world.booking.bookings.history(id)).at(-1)?.data),
    );
    expect(reasons).toEqual([{ reason: "the slot is taken" }, { reason: "there is no such slot" }]);
    expect(await disagreements(world)).toEqual([]);
    await change(world, "reserve", first);
    await expect(change(world, "reserve", second)).rejects.toThrow(/it is rejected/);
  });

  test("a refusal counts even if it comes after the booking was reserved and completed", async () => {
    await using addresses = await newAddresses(channel, database);
    await using world = await World.open(addresses);
    const slot = await newSlot(world);
    const [first, second, third] = [
      await book(world, slot),
      await book(world, slot),
      await book(world, slot),
    ];
    await change(world, "reserve", second);
    await change(world, "reserve", third);
    await change(world, "complete", third);
    await world.settle();
    expect(await statuses(world, first, second, third)).toEqual(["created", "rejected", "rejected"]);
    expect(await disagreements(world)).toEqual([]);
  });

  test("a request that nobody answers expires, and its slot is available again", async () => {
    await using addresses = await newAddresses(channel, database, { expireAfter: 0 });
    await using world = await World.open({ ...addresses, expireAfter: 900_000 });
    await using later = await World.open(addresses);
    const slot = await newSlot(world);
    const [late, answered] = [await book(world, slot), await book(world, await newSlot(world))];
    await change(world, "reserve", answered);
    await world.settle();
    expect(await slotStatus(world, slot)).toBe("blocked");
    await later.settle();
    expect(await statuses(world, late, answered)).toEqual(["expired", "reserved"]);
    expect(await slotStatus(world, slot)).toBe("available");
    expect(await disagreements(world)).toEqual([]);
  });

  test("a refusal and an expiry that cross each other leave the slot with the booking that holds it", async () => {
    await using addresses = await newAddresses(channel, database);
    await using world = await World.open(addresses);
    const slot = await newSlot(world);
    const holder = await book(world, slot);
    await change(world, "reserve", holder);
    const other = await book(world, slot);
    await world.booking.catchUp();
    await world.parking.catchUp(); // has refused, which is on its way
    await change(world, "expire", other);
    await world.settle();
    expect(await statuses(world, holder, other)).toEqual(["reserved", "expired"]);
    expect(await slotStatus(world, slot)).toBe("reserved");
    expect(await disagreements(world)).toEqual([]);
  });

  test("each event says what it is about, why, and what all belongs to", async () => {
    await using addresses = await newAddresses(channel, database);
    await using world = await World.open(addresses);
    const slot = await newSlot(world);
    await book(world, slot);
    const id = await book(world, slot);
    await world.settle();
    const [created, rejected] = await world.booking.bookings.history(id);
    const metadata = (event: typeof created) => event?.metadata as Record<string, string>;
    expect([created?.data, rejected?.data]).toEqual([{ slotId: slot }, { reason: "the slot is taken" }]);
    expect(metadata(rejected).$correlationId).toBe(metadata(created).$correlationId);
    // It was caused by the refusal, whose id follows from that of the request.
    expect(metadata(rejected).$causationId).toBe(uuidOf("SlotRefused", `${created?.id}`));
  });
});
