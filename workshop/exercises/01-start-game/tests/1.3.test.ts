import { expect, test } from "vitest";
import { Game } from "../src/domain/game.ts";

test("a game that has started knows its player one", () => {
  const game = new Game();
  game.startGame("Ann", "Bob");
  expect(game.playerOne).toBe("Ann");
});

test("a game that has started knows its player two", () => {
  const game = new Game();
  game.startGame("Ann", "Bob");
  expect(game.playerTwo).toBe("Bob");
});

test("each game has players of its own", () => {
  const [one, other] = [new Game(), new Game()];
  one.startGame("Ann", "Bob");
  other.startGame("Cid", "Dee");
  expect([one.playerOne, one.playerTwo, other.playerOne, other.playerTwo]).toEqual([
    "Ann",
    "Bob",
    "Cid",
    "Dee",
  ]);
});
