import { expect, test } from "vitest";
import { Game } from "../src/domain/game.ts";

test("a game has the id that it was given", () => {
  expect(new Game("some-id").id).toBe("some-id");
});

test("each game has an id of its own", () => {
  const [one, other] = [new Game("one"), new Game("other")];
  expect([one.id, other.id]).toEqual(["one", "other"]);
});
