import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../eventstore/tests/support/temporary-folder.ts";
import { ANN_AND_BOB, moves } from "../../domain/specification.ts";
import { Runner, TestStore } from "../test-store.ts";

const fileIn = (folder: string) => join(folder, "read-model");

describe("a read model", () => {
  it("is built again from zero, and counts nothing twice", async () => {
    const store = await TestStore.open();
    await store.append("one", ANN_AND_BOB, ...moves("AB"));
    const runner = await Runner.start(store.client, ":memory:");
    await runner.readAll();
    await runner.projection.rebuild();
    expect(await runner.readAll()).toEqual({ one: "AB" });
    expect(runner.eventsRead).toBe(6);
  });

  it("is rebuilt if it belongs to another store", async () => {
    const file = fileIn(temporaryFolder());
    const [one, other] = [await TestStore.open(), await TestStore.open()];
    await one.append("one", ANN_AND_BOB, ...moves("AB"));
    await (await Runner.start(one.client, file)).readAll();

    await other.append("other", ANN_AND_BOB, ...moves("ABCD"));
    const runner = await Runner.start(other.client, file);
    expect(await runner.readAll()).toEqual({ other: "ABCD" });
  });

  it("is rebuilt if the other store is empty", async () => {
    const file = fileIn(temporaryFolder());
    const [one, empty] = [await TestStore.open(), await TestStore.open()];
    await one.append("one", ANN_AND_BOB);
    await (await Runner.start(one.client, file)).readAll();
    expect(await (await Runner.start(empty.client, file)).readAll()).toEqual({});
  });

  it.each([
    ["lies behind it", []],
    ["lies behind it, and has grown beyond it since", moves("CDEFG")],
  ])("begins again when the store %s", async (_, later) => {
    const store = await TestStore.open();
    await store.append("one", ANN_AND_BOB);
    const copy = await store.copy();
    const file = fileIn(temporaryFolder());
    const original = await TestStore.open(copy.replace(/\.copy$/, ""));
    await original.append("one", ...moves("AB"));
    await (await Runner.start(original.client, file)).readAll();

    const restored = await TestStore.open(copy);
    if (later.length > 0) await restored.append("one", ...later);
    const runner = await Runner.start(restored.client, file);
    expect(await runner.readAll()).toEqual({ one: later.map(({ column }) => column).join("") });
  });

  it.each<[string, (file: string) => void]>([
    ["deleted", (file) => rmSync(file)],
    ["overwritten", (file) => writeFileSync(file, "no database at all".repeat(1000))],
    ["cut short", (file) => writeFileSync(file, "")],
    [
      "left by another version",
      (file) => {
        const database = new Database(file);
        database.exec("UPDATE games_1 SET moves = ''; PRAGMA user_version = 99");
        database.close();
      },
    ],
  ])("comes back when its file has been %s", async (_, damage) => {
    const store = await TestStore.open();
    const file = fileIn(temporaryFolder());
    await store.append("one", ANN_AND_BOB, ...moves("AB"));
    const first = await Runner.start(store.client, file);
    await first.readAll();
    await first.stop();
    damage(file);
    const second = await Runner.start(store.client, file);
    expect(await second.readAll()).toEqual({ one: "AB" });
    expect(second.eventsRead).toBe(3);
  });

  it("is rebuilt if its file is deleted while it is in use", async () => {
    const store = await TestStore.open();
    const file = fileIn(temporaryFolder());
    await store.append("one", ANN_AND_BOB, ...moves("AB"));
    const runner = await Runner.start(store.client, file);
    await runner.readAll();
    rmSync(file);
    expect(await runner.readAll()).toEqual({ one: "AB" });
    rmSync(file);
    await store.append("one", ...moves("C"));
    expect(await runner.readAll()).toEqual({ one: "ABC" });
  });

  it("is kept in memory if its file cannot be created", async () => {
    const store = await TestStore.open();
    await store.append("one", ANN_AND_BOB);
    const file = join(temporaryFolder(), "in-the-way");
    writeFileSync(file, "");
    const runner = await Runner.start(store.client, join(file, "read-model"));
    expect(await runner.readAll()).toEqual({ one: "" });
  });

  it("is updated by several runners at once, one of which rebuilds it", async () => {
    const store = await TestStore.open();
    const file = fileIn(temporaryFolder());
    const runners = await Promise.all([1, 2, 3].map(() => Runner.start(store.client, file)));
    for (const id of ["one", "two", "three"]) {
      await store.append(id, ANN_AND_BOB);
      for (const move of moves("ABABABCDCD")) await store.append(id, move);
      await runners[0]?.projection.rebuild();
    }
    const all = { one: "ABABABCDCD", two: "ABABABCDCD", three: "ABABABCDCD" };
    for (const runner of runners) expect(await runner.readAll()).toEqual(all);
  });
});
