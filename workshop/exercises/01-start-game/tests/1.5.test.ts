import { expect, test } from "vitest";
import { Game } from "../src/domain/game.ts";
import { ANN_AND_BOB } from "./game-started.ts";

test("starting a game records GameStarted, with the names of both players", () => {
  const game = new Game();
  game.startGame("Ann", "Bob");
  expect(game.events).toEqual([ANN_AND_BOB]);
});

test("each game has events of its own", () => {
  const [one, other] = [new Game(), new Game()];
  one.startGame("Ann", "Bob");
  other.startGame("Cid", "Dee");
  expect(one.events).toEqual([ANN_AND_BOB]);
});
