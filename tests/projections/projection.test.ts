import { rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import Database from "libsql";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../eventstore/tests/temporary-folder.ts";
import { ConnectFour } from "../../src/application/connect-four.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { Projection, ProjectionStalledError } from "../../src/projections/projection.ts";
import { ReadModel } from "../../src/projections/read-model.ts";
import { ANN_AND_BOB, moves } from "../domain/specification.ts";
import { movesOf, Runner, TestStore } from "./test-store.ts";

const FINISHED: GameEvent = { type: "GameFinished", result: "PlayerOneWon" };
const fileIn = (folder: string) => join(folder, "read-model");

describe("the runner", () => {
  it("shows a player the move that they have just made", async () => {
    const { client } = await TestStore.open();
    const { projection } = await Runner.start(client, ":memory:");
    const connectFour = new ConnectFour(new GameRepository(client));
    const { game } = await connectFour.startGame("Ann", "Bob");
    for (const [index, { player, column }] of moves("ABABABA").entries()) {
      const { position } = await connectFour.makeMove(game.id, player, column);
      const { records } = await projection.readAt(position);
      expect(records.get(game.id)?.summary?.columns).toHaveLength(index + 1);
    }
    const { records } = await projection.readAt(undefined);
    expect(records.get(game.id)?.summary?.result).toBe("PlayerOneWon");
  });

  it("goes on where it was left, and reads nothing twice", async () => {
    const store = await TestStore.open();
    const file = fileIn(temporaryFolder());
    await store.append("one", ANN_AND_BOB, ...moves("AB"));
    const first = await Runner.start(store.client, file);
    expect(movesOf(await first.readAll())).toEqual({ one: "AB" });
    await first.stop();

    await store.append("one", ...moves("C"));
    await store.append("two", ANN_AND_BOB);
    const second = await Runner.start(store.client, file);
    expect(movesOf(await second.readAll())).toEqual({ one: "ABC", two: "" });
    expect(second.eventsRead).toBe(2);
  });

  it("keeps the games in the order in which they began", async () => {
    const store = await TestStore.open();
    const { projection } = await Runner.start(store.client, ":memory:");
    for (const id of ["b", "c", "a"]) await store.append(id, ANN_AND_BOB);
    const { records } = await projection.readAt(await store.append("b", ...moves("A")));
    expect([...records.keys()]).toEqual(["b", "c", "a"]);
  });

  it("passes over what others keep in the same store", async () => {
    const store = await TestStore.open();
    await store.append("one", ANN_AND_BOB);
    const strangers = Array.from({ length: 600 }, () => jsonEvent({ type: "MoveMade", data: {} }));
    await store.client.appendToStream("chess-1", strangers);
    const runner = await Runner.start(store.client, ":memory:");
    expect(movesOf(await runner.readAll())).toEqual({ one: "" });
  });

  it("has nothing to wait for in an empty store", async () => {
    const { client } = await TestStore.open();
    const runner = await Runner.start(client, ":memory:");
    expect(movesOf(await runner.readAll())).toEqual({});
  });

  it("quarantines a broken stream, and goes on with the others", async () => {
    const store = await TestStore.open();
    const runner = await Runner.start(store.client, ":memory:");
    await store.append("won", ANN_AND_BOB, ...moves("ABABABA"), FINISHED);
    await store.append("good", ANN_AND_BOB, ...moves("A"));
    expect(movesOf(await runner.readAll())).toEqual({ won: "ABABABA", good: "A" });
    await store.append("won", ...moves("C"));
    await store.append("alien", { type: "GamePaused" });
    await store.append("good", ...moves("AB").slice(1));
    const snapshot = await runner.readAll();
    expect(movesOf(snapshot)).toEqual({ won: "broken", good: "AB", alien: "broken" });
    expect(snapshot.records.get("won")?.fault).toMatch(/^The history of game won is corrupt at revision 9/);
    expect(snapshot.records.get("alien")?.fault).toMatch(/GamePaused at revision 0 of stream game-alien/);
  });

  it("forgets a game that is deleted, and does not take what is left for a game", async () => {
    const store = await TestStore.open();
    const runner = await Runner.start(store.client, ":memory:");
    for (const id of ["one", "two", "three"]) await store.append(id, ANN_AND_BOB, ...moves("A"));
    await store.client.setStreamMetadata("game-three", { owner: "Ann" });
    expect(movesOf(await runner.readAll())).toEqual({ one: "A", two: "A", three: "A" });
    await store.client.deleteStream("game-one");
    await store.client.tombstoneStream("game-two");
    expect(movesOf(await runner.readAll())).toEqual({ three: "A" });
    await store.append("one", ...moves("AB").slice(1));
    const { records } = await runner.readAll();
    expect(records.get("one")?.fault).toMatch(/^Stream game-one lacks the event at revision 0: /);
  });

  it("says so where it cannot go on, and within its patience", async () => {
    const store = await TestStore.open();
    const position = await store.append("one", ANN_AND_BOB);
    const { projection } = await Runner.start(store.client, ":memory:", { patience: 50 });
    const beyond = { commit: position.commit + 1n, prepare: position.prepare + 1n };
    await expect(projection.readAt(beyond)).rejects.toThrow("could not be brought up to date");
  });
});

it("nothing is shown before it is known to be of this store", async () => {
  const { client } = await TestStore.open();
  const projection = new Projection(client, await ReadModel.open(":memory:"), { patience: 50 });
  await expect(projection.readAt(undefined)).rejects.toThrow(ProjectionStalledError);
});

it("a server that listens and never answers keeps nobody from leaving", { timeout: 10_000 }, async () => {
  const store = await TestStore.open();
  const file = fileIn(temporaryFolder());
  const position = await store.append("one", ANN_AND_BOB);
  const before = await Runner.start(store.client, file);
  await before.readAll();
  await before.stop();

  const silent = createServer();
  await new Promise<void>((listening) => silent.listen(0, "127.0.0.1", listening));
  const { port } = silent.address() as AddressInfo;
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
  onTestFinished(async () => {
    await client.dispose();
    silent.close();
  });
  const runner = await Runner.start(client, file, { patience: 50 });
  await expect(runner.projection.readAt(position)).rejects.toThrow(ProjectionStalledError);
  const stoppedAt = performance.now();
  await runner.stop();
  expect(performance.now() - stoppedAt).toBeLessThan(1_000);
});

describe("a read model", () => {
  it("is built again from zero, and counts nothing twice", async () => {
    const store = await TestStore.open();
    await store.append("one", ANN_AND_BOB, ...moves("AB"));
    const runner = await Runner.start(store.client, ":memory:");
    await runner.readAll();
    await runner.projection.rebuild();
    expect(movesOf(await runner.readAll())).toEqual({ one: "AB" });
    expect(runner.eventsRead).toBe(6);
  });

  it("begins again when it is of another store", async () => {
    const file = fileIn(temporaryFolder());
    const [one, other] = [await TestStore.open(), await TestStore.open()];
    await one.append("one", ANN_AND_BOB, ...moves("AB"));
    await (await Runner.start(one.client, file)).readAll();

    await other.append("other", ANN_AND_BOB, ...moves("ABCD"));
    const runner = await Runner.start(other.client, file);
    expect(movesOf(await runner.readAll())).toEqual({ other: "ABCD" });
  });

  it("begins again when the other store has nothing in it", async () => {
    const file = fileIn(temporaryFolder());
    const [one, empty] = [await TestStore.open(), await TestStore.open()];
    await one.append("one", ANN_AND_BOB);
    await (await Runner.start(one.client, file)).readAll();
    expect(movesOf(await (await Runner.start(empty.client, file)).readAll())).toEqual({});
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
    expect(movesOf(await runner.readAll())).toEqual({ one: later.map(({ column }) => column).join("") });
  });

  it.each<[string, (file: string) => void]>([
    ["deleted", (file) => rmSync(file)],
    ["overwritten", (file) => writeFileSync(file, "no database at all".repeat(1000))],
    ["cut short", (file) => writeFileSync(file, "")],
    [
      "left by another version",
      (file) => {
        const database = new Database(file);
        database.exec("UPDATE games SET record = '{}'; PRAGMA user_version = 99");
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
    expect(movesOf(await second.readAll())).toEqual({ one: "AB" });
    expect(second.eventsRead).toBe(3);
  });

  it("comes back when its file is deleted while it is in use", async () => {
    const store = await TestStore.open();
    const file = fileIn(temporaryFolder());
    await store.append("one", ANN_AND_BOB, ...moves("AB"));
    const runner = await Runner.start(store.client, file);
    await runner.readAll();
    rmSync(file);
    expect(movesOf(await runner.readAll())).toEqual({ one: "AB" });
    rmSync(file);
    await store.append("one", ...moves("C"));
    expect(movesOf(await runner.readAll())).toEqual({ one: "ABC" });
  });

  it("is kept in memory where its file cannot be made", async () => {
    const store = await TestStore.open();
    await store.append("one", ANN_AND_BOB);
    const file = join(temporaryFolder(), "in-the-way");
    writeFileSync(file, "");
    const runner = await Runner.start(store.client, join(file, "read-model"));
    expect(movesOf(await runner.readAll())).toEqual({ one: "" });
  });

  it("is brought up to date by several runners at once, one of which begins again", async () => {
    const store = await TestStore.open();
    const file = fileIn(temporaryFolder());
    const runners = await Promise.all([1, 2, 3].map(() => Runner.start(store.client, file)));
    for (const id of ["one", "two", "three"]) {
      await store.append(id, ANN_AND_BOB);
      for (const move of moves("ABABABCDCD")) await store.append(id, move);
      await runners[0]?.projection.rebuild();
    }
    const all = { one: "ABABABCDCD", two: "ABABABCDCD", three: "ABABABCDCD" };
    for (const runner of runners) expect(movesOf(await runner.readAll())).toEqual(all);
  });
});
