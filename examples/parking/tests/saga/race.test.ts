import { expect, test } from "vitest";
import { disagreements } from "../world/agreement.ts";
import { COMBINATIONS } from "../world/places.ts";
import { book, newSlot } from "../world/users.ts";
import { newAddresses, World } from "../world/world.ts";

test.each(COMBINATIONS)(
  "two hundred bookings race for ten slots, and ten win: with %s and %s",
  async (channel, database) => {
    await using addresses = await newAddresses(channel, database);
    await using world = await World.open(addresses);
    // A second parking service works on the same tables, and both hear everything.
    await using second = await World.open(addresses);
    const slots: string[] = [];
    for (let number = 1; number <= 10; number += 1) slots.push(await newSlot(world, `Slot ${number}`));

    const stopping = new AbortController();
    const serving = [world.booking, world.parking, second.parking].map((service) =>
      service.serve(stopping.signal),
    );
    const racing = Array.from({ length: 200 }, (_, index) => book(world, `${slots[index % 10]}`));
    await Promise.all(racing);
    await expect.poll(() => rejected(world), { timeout: 150_000, interval: 250 }).toBe(190);
    stopping.abort();
    await Promise.all(serving);

    await world.settle();
    const rows = await world.booking.readModel.list();
    const winners = rows.filter(({ status }) => status === "accepted");
    expect(rows.length).toBe(200);
    expect(winners.map(({ slot_id }) => slot_id).sort()).toEqual(slots.sort());
    expect(await disagreements(world)).toEqual([]);
    expect([...world.reports, ...second.reports]).toEqual([]);
  },
);

async function rejected({ booking }: World): Promise<number> {
  return (await booking.readModel.list()).filter(({ status }) => status === "rejected").length;
}
