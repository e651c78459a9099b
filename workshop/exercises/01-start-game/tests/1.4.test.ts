import { expect, test } from "vitest";
import { Game } from "../src/domain/game.ts";

test("a new game has a list of events, and nothing in it", () => {
  expect(new Game().events).toEqual([]);
});
