import { EventStoreDBClient } from "@eventstore/db-client";
import { startEventStoreServer } from "embedded-eventstore";
import { expect, onTestFinished, test, vi } from "vitest";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { RETRY_POLICY } from "../../src/persistence/with-retry.ts";
import { ANN_AND_BOB, moves } from "../domain/specification.ts";
import { CAUSE, newGame } from "../persistence/embedded-store.ts";
import { movesIn, Runner, TestStore } from "./test-store.ts";

/** A retry policy for a network that loses every fifth call. */
const PATIENT = { ...RETRY_POLICY, unreachable: 20_000, pause: 1 };

/** A seed with which the subscription breaks in the middle of the events. */
const BREAKS_OFF = 57;

/** Connects to a store over an unreliable network, until the end of the test. */
async function connectUnkindly(file: string, unkind: number): Promise<EventStoreDBClient> {
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  const server = await startEventStoreServer({ file, unkind });
  const client = EventStoreDBClient.connectionString(server.connectionString);
  onTestFinished(async () => {
    printed.mockRestore();
    await client.dispose();
    await server.close();
  });
  return client;
}

test("the repository stores each event once, also on a network that loses calls", async () => {
  const client = await connectUnkindly(":memory:", 1);
  const append = vi.spyOn(client, "appendToStream");
  const games = new GameRepository(client, "the store", PATIENT);
  const game = newGame();
  await games.add(game, CAUSE);
  for (const { player, column } of moves("ABABABCDCDCDEFEFEF")) {
    game.makeMove(player, column);
    await games.add(game, CAUSE);
  }
  expect((await games.get(game.id)).events).toEqual(game.events);
  expect(append.mock.calls.length).toBeGreaterThan(game.events.length);
});

test("the projection counts each event once, also if its subscription breaks", async () => {
  const store = await TestStore.open();
  const columns = ["DDEEFF", "ABABCD", "AABBCC", "GFGFG"];
  const expected = Object.fromEntries(columns.map((played, index) => [`game-${index}`, played]));
  for (const id of Object.keys(expected)) await store.append(id, ANN_AND_BOB);
  for (const [id, played] of Object.entries(expected)) await store.append(id, ...moves(played));
  const count = columns.length + columns.join("").length;
  const client = await connectUnkindly(await store.copy(), BREAKS_OFF);
  const subscribe = vi.spyOn(client, "subscribeToAll");
  const runner = await Runner.start(client, ":memory:");
  await vi.waitUntil(() => runner.eventsRead >= count, { timeout: 30_000 });
  expect(await runner.projection.readAt(undefined, movesIn)).toEqual(expected);
  expect(runner.eventsRead).toBe(count);
  expect(subscribe.mock.calls.length).toBeGreaterThan(1);
});
