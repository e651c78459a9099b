import { expect, test } from "vitest";
import { Game } from "../src/domain/game.ts";
import { ANN_AND_BOB } from "./game-started.ts";

/** A game whose `apply` does nothing. */
class DeafGame extends Game {
  override apply(): void {}
}

test("applying GameStarted to a new game sets the players", () => {
  const game = new Game();
  game.apply(ANN_AND_BOB);
  expect([game.playerOne, game.playerTwo]).toEqual(["Ann", "Bob"]);
});

test("applying an event does not record it: it has happened already", () => {
  const game = new Game();
  game.apply(ANN_AND_BOB);
  expect(game.events).toEqual([]);
});

test("without apply, nothing changes: startGame itself sets no player", () => {
  const game = new DeafGame();
  game.startGame("Ann", "Bob");
  expect([game.playerOne, game.playerTwo]).toEqual([undefined, undefined]);
});

test("a game can be replayed: its events, applied to a new game, lead to the same state", () => {
  const game = new Game();
  game.startGame("Ann", "Bob");
  const replayed = new Game();
  for (const event of game.events ?? []) replayed.apply(event);
  expect([replayed.playerOne, replayed.playerTwo]).toEqual(["Ann", "Bob"]);
});
