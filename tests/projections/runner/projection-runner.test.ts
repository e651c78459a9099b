import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { EventStoreDBClient, jsonEvent } from "@eventstore/db-client";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../../eventstore/tests/support/temporary-folder.ts";
import { ConnectFour } from "../../../src/application/connect-four.ts";
import type { GameEvent } from "../../../src/domain/events.ts";
import { GameRepository } from "../../../src/persistence/game-repository.ts";
import { gameProjection } from "../../../src/projections/game-projection.ts";
import { leftOutGames, newestGames } from "../../../src/projections/queries.ts";
import {
  ProjectionRunner,
  ProjectionStalledError,
} from "../../../src/projections/runner/projection-runner.ts";
import { ReadModel } from "../../../src/projections/runner/read-model.ts";
import { ANN_AND_BOB, moves } from "../../domain/specification.ts";
import { movesIn, Runner, TestStore } from "../test-store.ts";

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
      const moves = await projection.readAt(position, movesIn);
      expect(moves[game.id]).toHaveLength(index + 1);
    }
    const [won] = await projection.readAt(undefined, (ask) => newestGames(ask, { state: "finished" }, 2));
    expect(won).toMatchObject({ id: game.id, result: "PlayerOneWon" });
  });

  it("continues from its checkpoint, and reads nothing twice", async () => {
    const store = await TestStore.open();
    const file = fileIn(temporaryFolder());
    await store.append("one", ANN_AND_BOB, ...moves("AB"));
    const first = await Runner.start(store.client, file);
    expect(await first.readAll()).toEqual({ one: "AB" });
    await first.stop();

    await store.append("one", ...moves("C"));
    await store.append("two", ANN_AND_BOB);
    const second = await Runner.start(store.client, file);
    expect(await second.readAll()).toEqual({ one: "ABC", two: "" });
    expect(second.eventsRead).toBe(2);
  });

  it("keeps the games in the order in which they began", async () => {
    const store = await TestStore.open();
    const { projection } = await Runner.start(store.client, ":memory:");
    for (const id of ["b", "c", "a"]) await store.append(id, ANN_AND_BOB);
    const games = await projection.readAt(await store.append("b", ...moves("A")), movesIn);
    expect(Object.keys(games)).toEqual(["b", "c", "a"]);
  });

  it("passes over streams of other programs in the same store", async () => {
    const store = await TestStore.open();
    await store.append("one", ANN_AND_BOB);
    const strangers = Array.from({ length: 600 }, () => jsonEvent({ type: "MoveMade", data: {} }));
    await store.client.appendToStream("chess-1", strangers);
    const runner = await Runner.start(store.client, ":memory:");
    expect(await runner.readAll()).toEqual({ one: "" });
  });

  it("does not wait in an empty store", async () => {
    const { client } = await TestStore.open();
    const runner = await Runner.start(client, ":memory:");
    expect(await runner.readAll()).toEqual({});
  });

  it("quarantines a broken stream, and goes on with the others", async () => {
    const store = await TestStore.open();
    const runner = await Runner.start(store.client, ":memory:");
    await store.append("won", ANN_AND_BOB, ...moves("ABABABA"), FINISHED);
    await store.append("good", ANN_AND_BOB, ...moves("A"));
    expect(await runner.readAll()).toEqual({ won: "ABABABA", good: "A" });
    await store.append("won", { type: "MoveMade", player: "Zoe", column: "C" });
    await store.append("alien", { type: "GameStarted" });
    await store.append("good", ...moves("AB").slice(1));
    expect(await runner.readAll()).toEqual({ won: "broken", good: "AB", alien: "broken" });
    const missing = await runner.projection.readAt(undefined, (ask) => leftOutGames(ask, 10));
    expect(missing.map(({ id }) => id)).toEqual(["won", "alien"]);
    expect(missing[0]?.fault).toMatch(/^The history of game won is corrupt at revision 9: Zoe does not play/);
    expect(missing[1]?.fault).toMatch(/GameStarted at revision 0 of stream game-alien/);
  });

  it("forgets a deleted game, and does not take the rest of its stream for a game", async () => {
    const store = await TestStore.open();
    const runner = await Runner.start(store.client, ":memory:");
    for (const id of ["one", "two", "three"]) await store.append(id, ANN_AND_BOB, ...moves("A"));
    await store.client.setStreamMetadata("game-three", { owner: "Ann" });
    expect(await runner.readAll()).toEqual({ one: "A", two: "A", three: "A" });
    await store.client.deleteStream("game-one");
    await store.client.tombstoneStream("game-two");
    expect(await runner.readAll()).toEqual({ three: "A" });
    await store.append("one", ...moves("AB").slice(1));
    expect(await runner.readAll()).toEqual({ three: "A", one: "broken" });
    const [one] = await runner.projection.readAt(undefined, (ask) => leftOutGames(ask, 1));
    expect(one?.fault).toMatch(/^Stream game-one lacks the event at revision 0: /);
  });

  it("reports within its time-out that it cannot continue", async () => {
    const store = await TestStore.open();
    const position = await store.append("one", ANN_AND_BOB);
    const { projection } = await Runner.start(store.client, ":memory:", { timeout: 50 });
    const beyond = { commit: position.commit + 1n, prepare: position.prepare + 1n };
    await expect(projection.readAt(beyond, movesIn)).rejects.toThrow("could not be brought up to date");
  });
});

it("no rows are shown before they are known to be of this store", async () => {
  const { client } = await TestStore.open();
  const projection = new ProjectionRunner(client, await ReadModel.open(":memory:", gameProjection), {
    timeout: 50,
  });
  await expect(projection.readAt(undefined, movesIn)).rejects.toThrow(ProjectionStalledError);
});

it("closes also if the server listens and never answers", { timeout: 10_000 }, async () => {
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
  const runner = await Runner.start(client, file, { timeout: 50 });
  await expect(runner.projection.readAt(position, movesIn)).rejects.toThrow(ProjectionStalledError);
  const stoppedAt = performance.now();
  await runner.stop();
  expect(performance.now() - stoppedAt).toBeLessThan(1_000);
});
