import { randomUUID } from "node:crypto";
import { v5 as uuidOf } from "uuid";
import { describe, expect, test } from "vitest";
import { disagreements } from "../world/agreement.ts";
import { COMBINATIONS } from "../world/places.ts";
import { message } from "../world/tables.ts";
import { book, change, newSlot, slotStatus, statuses } from "../world/users.ts";
import { newAddresses, publisherTo, World } from "../world/world.ts";

describe.each(COMBINATIONS)("with %s and %s", (channel, database) => {
  test("a slot follows its booking: blocked, reserved, available again", async () => {
    await using addresses = await newAddresses(channel, database);
    await using world = await World.open(addresses);
    const slot = await newSlot(world);
    expect(await slotStatus(world, slot)).toBe("available");
    const id = await book(world, slot);
    await world.settle();
    expect([await slotStatus(world, slot), ...(await statuses(world, id))]).toEqual(["blocked", "accepted"]);
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
    expect(await statuses(world, first, second, nowhere)).toEqual(["accepted", "rejected", "rejected"]);
    const reasons = await Promise.all(
      [second, nowhere].map(async (id) => (await world.booking.bookings.history(id)).at(-1)?.data),
    );
    expect(reasons).toEqual([{ reason: "the slot is taken" }, { reason: "there is no such slot" }]);
    expect(await disagreements(world)).toEqual([]);
    await change(world, "reserve", first);
    await expect(change(world, "reserve", second)).rejects.toThrow(/it is rejected/);
  });

  test("a request whose id is not a UUID is parked, and blocks no slot", async () => {
    await using addresses = await newAddresses(channel, database);
    await using world = await World.open(addresses);
    const slot = await newSlot(world);
    await world.parking.inbox.receive(message("a", 0, "BookingCreated", { slotId: slot }));
    expect(world.reports).toEqual([
      "Message a-0, BookingCreated, about booking a waits for a version that can read it (its id is not a UUID).",
    ]);
    expect(await slotStatus(world, slot)).toBe("available");
  });

  test("a booking cannot be reserved before its slot is blocked", async () => {
    await using addresses = await newAddresses(channel, database);
    await using world = await World.open(addresses);
    const id = await book(world, await newSlot(world));
    await world.booking.catchUp();
    await expect(change(world, "reserve", id)).rejects.toThrow("parking has not answered");
    await world.parking.catchUp();
    await expect(change(world, "reserve", id)).rejects.toThrow("parking has not answered");
    await world.booking.catchUp();
    await change(world, "reserve", id);
    await world.settle();
    expect(await statuses(world, id)).toEqual(["reserved"]);
    expect(await disagreements(world)).toEqual([]);
  });

  test.each([
    ["reserve", "reserved"],
    ["complete", "completed"],
  ] as const)(
    "an answer that contradicts an earlier one is named, and changes nothing: after %s",
    async (last, status) => {
      await using addresses = await newAddresses(channel, database);
      await using world = await World.open(addresses);
      await using publisher = await publisherTo(addresses);
      const slot = await newSlot(world);
      const id = await book(world, slot);
      await world.settle();
      await change(world, "reserve", id);
      if (last === "complete") await change(world, last, id);
      const no = {
        ...message(id, 1, "SlotRefused", { slotId: slot, reason: "the slot is taken" }),
        id: randomUUID(),
      };
      await publisher.publish(no);
      await world.settle();
      expect(await statuses(world, id)).toEqual([status]);
      expect(world.reports).toEqual([
        `Message ${no.id}, SlotRefused, about booking ${id} is of no use: ` +
          `parking has given the other answer before, and the booking is ${status}.`,
      ]);
      expect(await disagreements(world)).toEqual([]);
    },
  );

  test("a request that is not reserved in time expires, and its slot is available again", async () => {
    await using addresses = await newAddresses(channel, database, { expireAfter: 0 });
    await using world = await World.open({ ...addresses, expireAfter: 900_000 });
    await using later = await World.open(addresses);
    const slot = await newSlot(world);
    const [late, answered] = [await book(world, slot), await book(world, await newSlot(world))];
    await world.settle();
    await change(world, "reserve", answered);
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
    await world.settle();
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

  test("a yes and an expiry that cross each other leave the slot available", async () => {
    await using addresses = await newAddresses(channel, database);
    await using world = await World.open(addresses);
    const slot = await newSlot(world);
    const id = await book(world, slot);
    await world.booking.catchUp();
    await world.parking.catchUp(); // has blocked the slot, and its answer is on its way
    await change(world, "expire", id);
    await world.settle();
    expect([await slotStatus(world, slot), ...(await statuses(world, id))]).toEqual(["available", "expired"]);
    expect(await disagreements(world)).toEqual([]);
    expect(world.reports).toEqual([]);
  });

  test("each event says what it is about, why, and what all belongs to", async () => {
    await using addresses = await newAddresses(channel, database);
    await using world = await World.open(addresses);
    const slot = await newSlot(world);
    const first = await book(world, slot);
    const id = await book(world, slot);
    await world.settle();
    const [request, accepted] = await world.booking.bookings.history(first);
    const [created, rejected] = await world.booking.bookings.history(id);
    const metadata = (event: typeof created) => event?.metadata as Record<string, string>;
    expect([created?.data, rejected?.data]).toEqual([{ slotId: slot }, { reason: "the slot is taken" }]);
    expect(metadata(rejected).$correlationId).toBe(metadata(created).$correlationId);
    expect(accepted?.data).toEqual({});
    // Both were caused by the answer, whose id follows from that of the request.
    expect(metadata(accepted).$causationId).toBe(uuidOf("SlotBlocked", `${request?.id}`));
    expect(metadata(rejected).$causationId).toBe(uuidOf("SlotRefused", `${created?.id}`));
  });
});
