import { describe, expect, test } from "vitest";
import { UnreadableMessageError } from "../../contract/message.ts";
import type { Database } from "../../database/database.ts";
import { INBOX_TABLES, Inbox } from "../../parking/inbox.ts";
import { DATABASES } from "../world/places.ts";
import { message, tablesIn } from "../world/tables.ts";

const TABLES = [...INBOX_TABLES, "CREATE TABLE IF NOT EXISTS done (number INTEGER, id TEXT)"];

/** An inbox whose work is to note each message in a table, in the same transaction. */
function inboxOf(database: Database, isReadable = (_: string) => true) {
  const reports: string[] = [];
  const inbox = new Inbox(
    database,
    async (query, { id, type }) => {
      if (!isReadable(id)) throw new UnreadableMessageError("it is in Klingon");
      await query("INSERT INTO done (number, id) SELECT count(*), ? FROM done", id);
      if (type === "Crash") throw new Error("crash");
    },
    (sentence) => reports.push(sentence),
  );
  return { inbox, reports };
}

async function done(database: Database): Promise<unknown[]> {
  const rows = await database.transaction((query) => query("SELECT id FROM done ORDER BY number"));
  return rows.map(({ id }) => id);
}

describe.each(DATABASES)("an inbox in %s", (kind) => {
  test("does the work of a message that comes several times once", async () => {
    await using database = await tablesIn(kind, TABLES);
    const { inbox } = inboxOf(database);
    for (const sequence of [0, 0, 1, 0, 1]) await inbox.receive(message("a", sequence));
    expect([await done(database), await inbox.waiting()]).toEqual([["a-0", "a-1"], []]);
  });

  test("does so even if two processes receive it at once", async () => {
    await using database = await tablesIn(kind, TABLES);
    const inboxes = [inboxOf(database).inbox, inboxOf(await database.reopen()).inbox];
    await Promise.all(
      [0, 1, 2, 3, 4].flatMap((sequence) => inboxes.map((inbox) => inbox.receive(message("a", sequence)))),
    );
    expect(await done(database)).toEqual(["a-0", "a-1", "a-2", "a-3", "a-4"]);
  });

  test("keeps the order of each booking, in whatever order its messages come", async () => {
    await using database = await tablesIn(kind, TABLES);
    const { inbox } = inboxOf(database);
    for (const [booking, sequence] of [
      ["a", 2],
      ["b", 0],
      ["a", 1],
      ["b", 1],
      ["a", 0],
    ] as const)
      await inbox.receive(message(booking, sequence));
    expect(await done(database)).toEqual(["b-0", "b-1", "a-0", "a-1", "a-2"]);
    expect(await inbox.waiting()).toEqual([]);
  });

  test("keeps neither the work nor the note of it if the work fails", async () => {
    await using database = await tablesIn(kind, TABLES);
    const { inbox } = inboxOf(database);
    await expect(inbox.receive(message("a", 0, "Crash"))).rejects.toThrow("crash");
    expect([await done(database), await inbox.waiting()]).toEqual([[], []]);
    await inbox.receive(message("a", 0));
    expect(await done(database)).toEqual(["a-0"]);
  });

  test("parks a message that it cannot read, names it once, and lets later ones of its booking wait behind it", async () => {
    await using database = await tablesIn(kind, TABLES);
    const { inbox, reports } = inboxOf(database, (id) => id !== "a-1");
    for (const sequence of [0, 1, 2, 1]) await inbox.receive(message("a", sequence));
    await inbox.receive(message("b", 0));
    expect(await done(database)).toEqual(["a-0", "b-0"]);
    expect(reports).toEqual([
      "Message a-1, Anything, about booking a waits for a version that can read it (it is in Klingon).",
    ]);
    const waiting = (await inbox.waiting()).map(({ message: { id }, problem }) => [id, problem]);
    expect(waiting).toEqual([
      ["a-1", "it is in Klingon"],
      ["a-2", null],
    ]);

    const newer = inboxOf(database).inbox;
    await newer.retry();
    expect([await done(database), await newer.waiting()]).toEqual([["a-0", "b-0", "a-1", "a-2"], []]);
  });
});
