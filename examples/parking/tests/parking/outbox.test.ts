import { describe, expect, test } from "vitest";
import type { Message } from "../../contract/message.ts";
import { BrokerUnavailableError } from "../../messaging/outage.ts";
import { addToOutbox, OUTBOX_TABLE, Outbox } from "../../parking/outbox.ts";
import { DATABASES } from "../world/places.ts";
import { message, tablesIn } from "../world/tables.ts";

/** A publisher that keeps what it gets, and fails for some messages. */
function publisherThat(fails: (id: string) => Error | undefined = () => undefined) {
  const published: string[] = [];
  const publish = async ({ id }: Message) => {
    const failure = fails(id);
    if (failure) throw failure;
    published.push(id);
  };
  return { publish, published };
}

describe.each(DATABASES)("an outbox in %s", (kind) => {
  test("tells each message once, in order", async () => {
    await using database = await tablesIn(kind, [OUTBOX_TABLE]);
    const publisher = publisherThat();
    const outbox = new Outbox(database, publisher, () => {});
    for (const sequence of [0, 1, 2])
      await database.transaction((query) => addToOutbox(query, message("a", sequence)));
    expect(await outbox.runOnce()).toBe(3);
    expect(await outbox.runOnce()).toBe(0);
    expect(publisher.published).toEqual(["a-0", "a-1", "a-2"]);
  });

  test("tells nothing of a transaction that was undone", async () => {
    await using database = await tablesIn(kind, [OUTBOX_TABLE]);
    const undone = database.transaction(async (query) => {
      await addToOutbox(query, message("a", 0));
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await new Outbox(database, publisherThat(), () => {}).runOnce()).toBe(0);
  });

  test("keeps everything while the broker is down, also in another process", async () => {
    await using database = await tablesIn(kind, [OUTBOX_TABLE]);
    for (const sequence of [0, 1])
      await database.transaction((query) => addToOutbox(query, message("a", sequence)));
    const down = publisherThat((id) =>
      id === "a-1" ? new BrokerUnavailableError("amqp://there", "it is down") : undefined,
    );
    await expect(new Outbox(database, down, () => {}).runOnce()).rejects.toThrow("it is down");
    const up = publisherThat();
    expect(await new Outbox(await database.reopen(), up, () => {}).runOnce()).toBe(1);
    expect([down.published, up.published]).toEqual([["a-0"], ["a-1"]]);
  });

  test("holds up those behind a message that cannot be told, for the same booking only, and names it", async () => {
    await using database = await tablesIn(kind, [OUTBOX_TABLE]);
    const reports: string[] = [];
    for (const [booking, sequence] of [
      ["a", 0],
      ["a", 1],
      ["b", 0],
    ] as const)
      await database.transaction((query) => addToOutbox(query, message(booking, sequence)));
    const strict = publisherThat((id) => (id === "a-0" ? new Error("it is too long") : undefined));
    expect(await new Outbox(database, strict, (sentence) => reports.push(sentence)).runOnce()).toBe(1);
    expect(strict.published).toEqual(["b-0"]);
    expect(reports).toEqual(["Message a-0 about booking a cannot be told: it is too long."]);
    const willing = publisherThat();
    expect(await new Outbox(database, willing, () => {}).runOnce()).toBe(2);
    expect(willing.published).toEqual(["a-0", "a-1"]);
  });

  test("loses nothing if two processes tell at once", async () => {
    await using database = await tablesIn(kind, [OUTBOX_TABLE]);
    const [one, other] = [publisherThat(), publisherThat()];
    const outboxes = [
      new Outbox(database, one, () => {}),
      new Outbox(await database.reopen(), other, () => {}),
    ];
    for (let sequence = 0; sequence < 20; sequence += 1) {
      await database.transaction((query) => addToOutbox(query, message("a", sequence)));
      await Promise.all(outboxes.map((outbox) => outbox.runOnce()));
    }
    const told = new Set([...one.published, ...other.published]);
    expect(told.size).toBe(20);
  });
});
