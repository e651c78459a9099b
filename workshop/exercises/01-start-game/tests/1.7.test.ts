import { expect, test } from "vitest";
import { GameAlreadyStartedError } from "../src/domain/errors.ts";
import { Game } from "../src/domain/game.ts";
import { ANN_AND_BOB, CID_AND_DEE } from "./game-started.ts";

test("a game starts once: a second start is refused", () => {
  const game = new Game();
  game.startGame("Ann", "Bob");
  expect(() => game.startGame("Cid", "Dee")).toThrow(GameAlreadyStartedError);
  expect(() => game.startGame("Cid", "Dee")).toThrow("This game has already started: Ann plays against Bob.");
});

test("a refused start leaves no trace", () => {
  const game = new Game();
  game.startGame("Ann", "Bob");
  expect(() => game.startGame("Cid", "Dee")).toThrow(GameAlreadyStartedError);
  expect(game.events).toEqual([ANN_AND_BOB]);
  expect([game.playerOne, game.playerTwo]).toEqual(["Ann", "Bob"]);
});

test("apply refuses nothing: what has happened is applied, even where the command would say no", () => {
  const game = new Game();
  game.startGame("Ann", "Bob");
  expect(() => game.apply(CID_AND_DEE)).not.toThrow();
  expect([game.playerOne, game.playerTwo]).toEqual(["Cid", "Dee"]);
});

test("a game that was rebuilt from its events has started, too", () => {
  const game = new Game();
  game.apply(ANN_AND_BOB);
  expect(() => game.startGame("Cid", "Dee")).toThrow(GameAlreadyStartedError);
});
