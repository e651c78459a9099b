import { join } from "node:path";
import { EventStoreDBClient } from "@eventstore/db-client";
import Database from "libsql";
import { expect, onTestFinished, test, vi } from "vitest";
import { Child } from "../../../eventstore/tests/processes/child.ts";
import { temporaryFolder } from "../../../eventstore/tests/support/temporary-folder.ts";
import { ConnectFour } from "../../../src/application/connect-four.ts";
import { GameRepository } from "../../../src/persistence/game-repository.ts";
import { StreamFeed } from "../../../src/persistence/stream-feed.ts";
import { RETRY_POLICY } from "../../../src/persistence/with-retry.ts";
import { ReadModel } from "../../../src/projections/runner/read-model.ts";
import { ANN_AND_BOB, moves } from "../../domain/specification.ts";
import { deadPort } from "../../persistence/servers/lossy-proxy.ts";
import { movesIn, Runner, TestStore } from "../test-store.ts";

test("a runner continues when the server has been killed and started again", async () => {
  const file = join(temporaryFolder(), "games.db");
  const port = await deadPort();
  const start = async () => {
    const command = ["eventstore", "--port", `${port}`, "--store", file];
    const server = new Child("src/cli.ts", command);
    await server.hasWritten(2); // the location of the events, and that the server is ready
    return server;
  };
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
  const connectFour = new ConnectFour(
    new GameRepository(client, "the server", { ...RETRY_POLICY, unreachable: 10_000 }),
  );

  let server = await start();
  const runner = await Runner.start(client, ":memory:");
  const { game, position } = await connectFour.startGame("Ann", "Bob");
  expect(await runner.projection.readAt(position, movesIn)).toEqual({ [game.id]: "" });
  const feed = new StreamFeed({ client, address: "the server" }, `game-${game.id}`, 1);
  onTestFinished(async () => {
    await feed.close();
    await client.dispose();
    await server.kill();
  });
  for (const [index, { player, column }] of moves("DD").entries()) {
    await server.kill();
    server = await start();
    const outcome = await connectFour.makeMove(game.id, player, column);
    await feed.beyond(index + 1);
    const shown = await runner.projection.readAt(outcome.position, movesIn);
    expect(shown[game.id]).toHaveLength(index + 1);
  }
  expect(runner.eventsRead).toBe(3);
});

test("a runner continues after another process has locked the read model for the whole time limit", async () => {
  const store = await TestStore.open();
  const held = new Database.SqliteError("database is locked", "SQLITE_BUSY", 5);
  const runner = await Runner.start(store.client, ":memory:");
  await runner.readAll();
  const add = vi.spyOn(ReadModel.prototype, "add").mockRejectedValueOnce(held);
  onTestFinished(() => add.mockRestore());
  const position = await store.append("one", ANN_AND_BOB, ...moves("AB"));
  expect(await runner.projection.readAt(position, movesIn)).toEqual({ one: "AB" });
  expect(add.mock.calls.length).toBeGreaterThan(1);
});
