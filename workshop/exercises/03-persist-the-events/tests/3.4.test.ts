import { expect, test } from "vitest";
import { toStoredEvent } from "../src/persistence/event-mapping.ts";
import { ANN_AND_BOB } from "./events.ts";
import { CAUSE, newGame, openStore } from "./store.ts";

const store = openStore();

test("GameStarted is mapped: its type, its data, its id, and what caused it", () => {
  const map = () => toStoredEvent(ANN_AND_BOB, "some-id", CAUSE);
  expect(map).not.toThrow();
  expect(map()).toMatchObject({
    id: "some-id",
    type: "GameStarted",
    metadata: { $causationId: "the command", $correlationId: "the story" },
  });
  expect(map().data).toEqual({ playerOne: "Ann", playerTwo: "Bob" });
});

test("a game that has started is stored: as GameStarted, in the stream game-<id>", async () => {
  const game = newGame();
  await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
  expect(await store.stored(game.id)).toEqual([ANN_AND_BOB]);
});

test("add returns the position of the event in the log", async () => {
  await expect(store.games.add(newGame(), CAUSE)).resolves.toMatchObject({ commit: expect.any(BigInt) });
});

test("each game has a stream of its own", async () => {
  const [one, other] = [newGame(), newGame()];
  await expect(store.games.add(one, CAUSE)).resolves.not.toThrow();
  await expect(store.games.add(other, CAUSE)).resolves.not.toThrow();
  expect(await store.stored(one.id)).toEqual([ANN_AND_BOB]);
});

test("each event has an id of its own", async () => {
  const [one, other] = [newGame(), newGame()];
  await expect(store.games.add(one, CAUSE)).resolves.not.toThrow();
  await expect(store.games.add(other, CAUSE)).resolves.not.toThrow();
  expect(await store.idsOf(one.id)).not.toEqual(await store.idsOf(other.id));
});

test("an answer that gets lost is asked for again, and the event is stored once", async () => {
  const game = newGame();
  store.loseNextAnswer();
  await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
  expect(await store.stored(game.id)).toEqual([ANN_AND_BOB]);
});
