import { EventStoreDBClient } from "@eventstore/db-client";
import { startEventStoreServer } from "embedded-eventstore";
import { expect, onTestFinished, test, vi } from "vitest";
import { unkindSeed } from "../../eventstore/tests/support/unkind-seed.ts";
import type { Game } from "../../src/domain/game.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { RETRY_POLICY } from "../../src/persistence/with-retry.ts";
import { ANN_AND_BOB, moves } from "../domain/specification.ts";
import { CAUSE, newGame } from "../persistence/embedded-store.ts";
import { movesIn, Runner, TestStore } from "./test-store.ts";

/** A retry policy for a network that loses every fifth call. */
const PATIENT = { ...RETRY_POLICY, unreachable: 20_000, pause: 1 };

/** Connects to a store over an unreliable network, until the end of the test. */
async function connectUnkindly(file: string): Promise<EventStoreDBClient> {
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  const server = await startEventStoreServer({ file, unkind: unkindSeed() });
  printed.mockRestore();
  const client = EventStoreDBClient.connectionString(server.connectionString);
  onTestFinished(async () => {
    await client.dispose();
    await server.close();
  });
  return client;
}

/** Plays a game, and adds each event in an append of its own. */
async function play(games: GameRepository, columns: string): Promise<Game> {
  const game = newGame();
  await games.add(game, CAUSE);
  for (const { player, column } of moves(columns)) {
    game.makeMove(player, column);
    await games.add(game, CAUSE);
  }
  return game;
}

test("the repository stores each event once, also on a network that loses calls", async () => {
  const client = await connectUnkindly(":memory:");
  const append = vi.spyOn(client, "appendToStream");
  const games = new GameRepository(client, "the store", PATIENT);
  let appends = 0;
  do {
    const game = await play(games, "ABABABCDCDCDEFEFEF");
    expect((await games.get(game.id)).events).toEqual(game.events);
    appends += game.events.length;
  } while (append.mock.calls.length === appends); // until an append has been sent again
});

test("the projection counts each event once, also if its subscription breaks", async () => {
  const store = await TestStore.open();
  const columns = ["DDEEFF", "ABABCD", "AABBCC", "GFGFG"];
  const expected = Object.fromEntries(columns.map((played, index) => [`game-${index}`, played]));
  for (const id of Object.keys(expected)) await store.append(id, ANN_AND_BOB);
  for (const [id, played] of Object.entries(expected)) await store.append(id, ...moves(played));
  const count = columns.length + columns.join("").length;
  const client = await connectUnkindly(await store.copy());
  const subscribe = vi.spyOn(client, "subscribeToAll");
  let runners = 0;
  do {
    const runner = await Runner.start(client, ":memory:");
    runners += 1;
    await vi.waitUntil(() => runner.eventsRead >= count, { timeout: 30_000 });
    expect(await runner.projection.readAt(undefined, movesIn)).toEqual(expected);
    expect(runner.eventsRead).toBe(count);
    await runner.projection[Symbol.asyncDispose]();
  } while (subscribe.mock.calls.length === runners); // until one has subscribed again
});

test("a projection follows games that are played in the same process, and counts each event once", async () => {
  const client = await connectUnkindly(":memory:");
  const games = new GameRepository(client, "the store", PATIENT);
  const runner = await Runner.start(client, ":memory:");
  const columns = ["ABABAB", "DCDCDC", "GFGFGF"];
  const played = await Promise.all(columns.map((columns) => play(games, columns)));
  const count = played.flatMap(({ events }) => events).length;
  await vi.waitUntil(() => runner.eventsRead >= count, { timeout: 30_000 });
  const expected = Object.fromEntries(played.map(({ id }, index) => [id, columns[index]]));
  expect(await runner.projection.readAt(undefined, movesIn)).toEqual(expected);
  expect(runner.eventsRead).toBe(count);
});
