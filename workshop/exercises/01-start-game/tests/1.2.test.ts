import { expect, test } from "vitest";
import { Game } from "../src/domain/game.ts";

test("a new game has no player one yet", () => {
  expect(new Game().playerOne).toBeUndefined();
});

test("a new game has no player two yet", () => {
  expect(new Game().playerTwo).toBeUndefined();
});
