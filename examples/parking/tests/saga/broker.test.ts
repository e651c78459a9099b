import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { RabbitMQ } from "../../messaging/rabbitmq.ts";
import { disagreements } from "../world/agreement.ts";
import { BROKER, DATABASES } from "../world/places.ts";
import { ServerProxy } from "../world/server-proxy.ts";
import { message } from "../world/tables.ts";
import { book, change, newSlot, slotStatus, statuses } from "../world/users.ts";
import { newAddresses, World } from "../world/world.ts";

const KIND = DATABASES.at(-1) ?? "SQLite";

describe.skipIf(!BROKER)("RabbitMQ", () => {
  const broker = `${BROKER}`;

  test("is stopped in the middle, and started again: it delays, and loses nothing", async () => {
    await using proxy = await ServerProxy.start(broker);
    await using addresses = await newAddresses("RabbitMQ", KIND, { broker: proxy.url });
    await using world = await World.open(addresses);
    const stopping = new AbortController();
    const serving = [world.booking, world.parking].map((service) => service.serve(stopping.signal));
    const slots = [await newSlot(world, "Slot 1"), await newSlot(world, "Slot 2")] as const;
    const first = await book(world, slots[0]);
    await expect.poll(() => statuses(world, first), { timeout: 60_000 }).toEqual(["accepted"]);

    await proxy.stop();
    const [second, third] = [await book(world, slots[1]), await book(world, slots[0])];
    await change(world, "reserve", first);
    await expect
      .poll(() => statuses(world, first, second, third), { timeout: 60_000 })
      .toEqual(["reserved", "created", "created"]);
    await expect.poll(() => world.reports.length, { timeout: 60_000 }).toBeGreaterThan(0);
    expect([await slotStatus(world, slots[0]), await slotStatus(world, slots[1])]).toEqual([
      "blocked",
      "available",
    ]);

    await proxy.start();
    await expect
      .poll(() => statuses(world, first, second, third), { timeout: 60_000 })
      .toEqual(["reserved", "accepted", "rejected"]);
    stopping.abort();
    await Promise.all(serving);
    await world.settle();
    expect([await slotStatus(world, slots[0]), await slotStatus(world, slots[1])]).toEqual([
      "reserved",
      "blocked",
    ]);
    expect(await disagreements(world)).toEqual([]);
    for (const sentence of world.reports)
      expect(sentence).toMatch(/^The broker at amqp:\S+ cannot be reached: .*\.$/);
  });

  test("is down while users give commands: the commands are done, and say what waits", async () => {
    await using proxy = await ServerProxy.start(broker);
    await using addresses = await newAddresses("RabbitMQ", KIND, { broker: proxy.url });
    await proxy.stop();
    await using world = await World.open(addresses);
    const slot = await newSlot(world);
    const id = await book(world, slot);
    await world.booking.catchUp();
    await world.parking.catchUp();
    expect([await slotStatus(world, slot), ...(await statuses(world, id))]).toEqual(["available", "created"]);
    expect(new Set(world.reports)).toEqual(
      new Set([expect.stringMatching(/^The broker at .* What is to be told or heard waits until then\.$/)]),
    );
    await proxy.start();
    await expect
      .poll(
        async () => {
          await world.settle();
          return slotStatus(world, slot);
        },
        { timeout: 60_000 },
      )
      .toBe("blocked");
  });

  test("keeps what was told before the other service first listens", async () => {
    await using addresses = await newAddresses("RabbitMQ", KIND);
    const { url, prefix } = addresses.broker as { url: string; prefix: string };
    const sender = await RabbitMQ.connect(url, prefix);
    await sender.publisher("booking", "parking").publish(message("a", 0));
    await sender.close();
    const received: string[] = [];
    const receiver = await RabbitMQ.connect(url, prefix);
    await receiver
      .subscriber("booking", "parking", () => {})
      .follow(async ({ id }) => void received.push(id));
    await receiver.close();
    expect(received).toEqual(["a-0"]);
  });

  test("sends a message again whose work was not done, and keeps one that is none apart", async () => {
    await using addresses = await newAddresses("RabbitMQ", KIND);
    const { url, prefix } = addresses.broker as { url: string; prefix: string };
    const rabbit = await RabbitMQ.connect(url, prefix);
    const publisher = rabbit.publisher("booking", "parking");
    const reports: string[] = [];
    const subscriber = rabbit.subscriber("booking", "parking", (sentence) => reports.push(sentence));
    await publisher.publish(message("a", 0));
    for (const rubbish of [
      { sequence: -1 },
      { sequence: 2 ** 31 },
      { bookingId: "a\u0000b" },
      { bookingId: "x".repeat(201) },
    ])
      await publisher.publish({ ...message("a", 1), ...rubbish });
    await publisher.publish(message("a", 2));
    const received: string[] = [];
    const failing = subscriber.follow(async () => {
      throw new Error("the database is down");
    });
    await expect(failing).rejects.toThrow("the database is down");
    await subscriber.follow(async ({ id }) => void received.push(id));
    await rabbit.close();
    expect(received).toEqual(["a-0", "a-2"]);
    const queue = `${prefix}parking.from-booking`;
    expect(reports).toEqual(
      Array(4).fill(`Something in queue ${queue} is not a message: it is kept in queue ${queue}.unreadable.`),
    );
  });

  test("refuses a wrong password and a virtual host that it does not have", async () => {
    const url = new URL(broker);
    url.password = "wrong";
    await expect(RabbitMQ.connect(url.href)).rejects.toThrow(
      /^The broker at amqp:\S+ refuses: ACCESS_REFUSED/,
    );
    await expect(RabbitMQ.connect(`${broker}/${randomUUID()}`)).rejects.toThrow(
      /refuses: NOT_ALLOWED - vhost/,
    );
  });
});
