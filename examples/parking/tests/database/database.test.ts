import { describe, expect, test } from "vitest";
import { CHECKPOINTS_TABLE, checkpointIn, moveCheckpoint } from "../../database/checkpoints.ts";
import { openPostgres } from "../../database/postgres.ts";
import { DATABASES, POSTGRES } from "../world/places.ts";
import { ServerProxy } from "../world/server-proxy.ts";
import { tablesIn } from "../world/tables.ts";

const TABLES = ["CREATE TABLE IF NOT EXISTS things (name TEXT PRIMARY KEY, size INTEGER)", CHECKPOINTS_TABLE];

describe.each(DATABASES)("a database in %s", (kind) => {
  test("keeps what a transaction writes, and returns texts, numbers and nulls as they were", async () => {
    await using database = await tablesIn(kind, TABLES);
    const rows = await database.transaction(async (query) => {
      await query("INSERT INTO things (name, size) VALUES (?, ?), (?, ?)", "a?", 2 ** 31 - 1, "b", null);
      return query("SELECT name, size FROM things ORDER BY name");
    });
    expect(rows).toEqual([
      { name: "a?", size: 2 ** 31 - 1 },
      { name: "b", size: null },
    ]);
    const again = await database.reopen();
    expect(
      await again.transaction((query) => query("SELECT count(*) AS number FROM things WHERE size > ?", 1)),
    ).toEqual([{ number: expect.anything() }]);
  });

  test("keeps nothing of a transaction that fails, and goes on", async () => {
    await using database = await tablesIn(kind, TABLES);
    const failing = database.transaction(async (query) => {
      await query("INSERT INTO things (name, size) VALUES ('a', 1)");
      throw new Error("of the work");
    });
    await expect(failing).rejects.toThrow("of the work");
    await expect(database.transaction((query) => query("SELECT * FROM nothing"))).rejects.toThrow(
      /^The database at .* cannot be used: .*nothing.*\.$/,
    );
    expect(await database.transaction((query) => query("SELECT * FROM things"))).toEqual([]);
  });

  test("does one transaction after the other, also of several processes", async () => {
    await using database = await tablesIn(kind, TABLES);
    const databases = [database, await database.reopen(), await database.reopen()];
    await database.transaction((query) => query("INSERT INTO things (name, size) VALUES ('a', 0)"));
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        databases[index % 3]?.transaction(async (query) => {
          const [row] = await query("SELECT size FROM things");
          await query("UPDATE things SET size = ?", Number(row?.size) + 1);
        }),
      ),
    );
    expect(await database.transaction((query) => query("SELECT size FROM things"))).toEqual([{ size: 30 }]);
  });

  test("moves a checkpoint forward only, and keeps all of its 64 bits", async () => {
    await using database = await tablesIn(kind, TABLES);
    const at = (position: bigint) => ({ commit: position, prepare: position });
    const far = 2n ** 63n + 1n;
    for (const position of [9n, far, 10n])
      await database.transaction((query) => moveCheckpoint(query, "mine", at(position)));
    expect(await database.transaction((query) => checkpointIn(query, "mine"))).toEqual(at(far));
    expect(await database.transaction((query) => checkpointIn(query, "yours"))).toBeUndefined();
  });
});

test.skipIf(!POSTGRES)(
  "a connection that breaks between two queries undoes the transaction, and no more",
  async () => {
    await using proxy = await ServerProxy.start(`${POSTGRES}`);
    const database = await openPostgres(proxy.url, []);
    const broken = database.transaction(async (query) => {
      await query("SELECT 1");
      await proxy.stop();
      await proxy.start();
      await new Promise(setImmediate); // the client notices
      await query("SELECT 1");
    });
    await expect(broken).rejects.toThrow(/^The database at .* cannot be used: .*\.$/);
    expect(await database.transaction((query) => query("SELECT 1 AS one"))).toEqual([{ one: 1 }]);
    await database.close();
  },
);
