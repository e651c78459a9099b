import { expect, test } from "vitest";
import { Game } from "../src/domain/game.ts";

test("a new game has no player one yet", () => {
  expect(new Game().playerOne).toBeUndefined();
});

test("a new game has no player two yet", () => {
  expect(new Game().playerTwo).toBeUndefined();
});

test("each player has a getter that reads another name", () => {
  expect(bodyOf("playerTwo")).not.toBe(bodyOf("playerOne"));
});

/** @returns the code of a getter, without its name: before the start both names are undefined, whatever it reads. */
function bodyOf(getter: "playerOne" | "playerTwo"): string {
  const { get } = Object.getOwnPropertyDescriptor(Game.prototype, getter) ?? {};
  return get ? String(get).replace(/^[^{]*/, "") : getter;
}
