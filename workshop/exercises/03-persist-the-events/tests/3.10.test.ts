import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { ConcurrencyError } from "../src/application/game-repository.ts";
import { ANN_AND_BOB, moves } from "./events.ts";
import { CAUSE, newGame, openStore } from "./store.ts";

const store = openStore();

test("two players, one revision: the second move is a conflict, and is not stored", async () => {
  const id = await store.given(ANN_AND_BOB);
  await expect(store.games.get(id)).resolves.toMatchObject({ id });
  const [one, other] = [await store.games.get(id), await store.games.get(id)];
  one.makeMove("Ann", "D");
  other.makeMove("Ann", "E");

  await expect(store.games.add(one, CAUSE)).resolves.not.toThrow();
  await expect(store.games.add(other, CAUSE)).rejects.toThrow(ConcurrencyError);
  expect(await store.stored(id)).toEqual([ANN_AND_BOB, ...moves("D")]);
});

test("two games cannot start in one stream", async () => {
  const id = randomUUID();
  await expect(store.games.add(newGame(id), CAUSE)).resolves.not.toThrow();
  await expect(store.games.add(newGame(id), CAUSE)).rejects.toThrow(ConcurrencyError);
  expect(await store.stored(id)).toEqual([ANN_AND_BOB]);
});

test("a game that was stored goes on: the revision grows with its history", async () => {
  const game = newGame();
  await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
  for (const { player, column } of moves("DEDE")) {
    game.makeMove(player, column);
    await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
  }
  expect(await store.stored(game.id)).toEqual([ANN_AND_BOB, ...moves("DEDE")]);
});
