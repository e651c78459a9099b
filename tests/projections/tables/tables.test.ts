import Database from "libsql";
import { describe, expect, it } from "vitest";
import { MemoryTable } from "../../../src/projections/tables/memory-table.ts";
import { createTable, SqliteTable } from "../../../src/projections/tables/sqlite-table.ts";
import type { Table, TableDefinition } from "../../../src/projections/tables/table.ts";

interface Row {
  readonly name: string;
  readonly size: number;
  readonly share: number;
  readonly remark: string | null;
}

const DEFINITION: TableDefinition<Row> = {
  columns: { name: "TEXT", size: "INTEGER", share: "REAL", remark: "TEXT" },
  indexes: ["(name)", "(size DESC) WHERE remark IS NULL"],
};

const ANN: Row = { name: "Ann", size: 1, share: 0.5, remark: null };
const BOB: Row = { name: "Bob'); DROP TABLE t_1; --", size: 2, share: 1, remark: "\ud83d\ude00" };

function openSqlite() {
  const database = new Database(":memory:");
  createTable(database, "t_1", DEFINITION);
  return { database, table: () => new SqliteTable<Row>(database, "t_1", DEFINITION) };
}

describe.each<[string, () => Table<Row>]>([
  ["in memory", () => new MemoryTable<Row>()],
  ["in SQLite", () => openSqlite().table()],
])("a table %s", (_, open) => {
  it("has the last row that was set under a key, and none under other keys", () => {
    const table = open();
    expect(table.get("a")).toBeUndefined();
    table.set("a", ANN);
    table.set("b", BOB);
    expect([table.get("a"), table.get("b"), table.get("A")]).toEqual([ANN, BOB, undefined]);
    table.set("a", { ...ANN, size: 3 });
    expect(table.get("a")).toEqual({ ...ANN, size: 3 });
  });

  it("does not have a deleted row", () => {
    const table = open();
    table.set("a", ANN);
    table.delete("a");
    table.delete("b");
    expect(table.get("a")).toBeUndefined();
    expect(table.where("name", "Ann")).toEqual([]);
  });

  it("finds rows by a column, in the order in which their keys were first set", () => {
    const table = open();
    table.set("z", ANN);
    table.set("b", BOB);
    table.set("a", { ...ANN, size: 4 });
    table.set("z", { ...ANN, size: 5 });
    expect(table.where("name", "Ann").map(({ size }) => size)).toEqual([5, 4]);
    expect(table.where("remark", null)).toHaveLength(2);
    expect(table.where("name", BOB.name)).toEqual([BOB]);
    table.delete("z");
    table.set("z", ANN);
    expect(table.where("name", "Ann").map(({ size }) => size)).toEqual([4, 1]);
  });
});

it("a table in SQLite is written at the end of a transaction, and read again in the next", () => {
  const { database, table } = openSqlite();
  const before = table();
  before.set("a", ANN);
  before.set("b", BOB);
  before.write();
  before.delete("b");
  before.set("a", { ...ANN, size: 7 });
  before.write();
  expect(table().get("a")).toEqual({ ...ANN, size: 7 });
  expect(table().get("b")).toBeUndefined();
  expect(database.prepare("SELECT count(*) FROM t_1").raw(true).get()).toEqual([1]);
});
