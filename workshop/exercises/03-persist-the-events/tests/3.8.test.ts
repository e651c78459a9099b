import { expect, test } from "vitest";
import { MalformedEventError, toGameEvent, toStoredEvent } from "../src/persistence/event-mapping.ts";
import { ANN_AND_BOB, ANN_WON, asRecorded, moves } from "./events.ts";
import { CAUSE, openStore } from "./store.ts";

const store = openStore();

test("GameFinished is mapped: how the game ended", () => {
  const map = () => toStoredEvent(ANN_WON, "some-id", CAUSE);
  expect(map).not.toThrow();
  expect(map()).toMatchObject({
    id: "some-id",
    type: "GameFinished",
    metadata: { $causationId: "the command", $correlationId: "the story" },
  });
  expect(map().data).toEqual({ result: "PlayerOneWon" });
});

test.each(["PlayerOneWon", "PlayerTwoWon", "Tied"])("a stored GameFinished is mapped back: %s", (result) => {
  const stored = asRecorded({ type: "GameFinished", data: { result } });
  expect(() => toGameEvent(stored)).not.toThrow();
  expect(toGameEvent(stored)).toEqual({ type: "GameFinished", result });
});

test("a stored GameFinished with a result that does not exist is refused", () => {
  const stored = asRecorded({ type: "GameFinished", data: { result: "EverybodyWon" } });
  expect(() => toGameEvent(stored)).toThrow(MalformedEventError);
});

test("a stored event of a type that no game has is refused, not skipped", () => {
  const stored = asRecorded({ type: "GameCheated", data: {} });
  expect(() => toGameEvent(stored)).toThrow(MalformedEventError);
  expect(() => toGameEvent(stored)).toThrow(/GameCheated at revision 0 of stream game-some-id/);
});

test("a game is stored to its end, and comes back finished", async () => {
  const id = await store.given(ANN_AND_BOB, ...moves("ABABAB"));
  await expect(store.games.get(id)).resolves.toMatchObject({ id });
  const game = await store.games.get(id);
  game.makeMove("Ann", "A");
  await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
  expect(await store.stored(id)).toEqual([ANN_AND_BOB, ...moves("ABABABA"), ANN_WON]);
  await expect(store.games.get(id)).resolves.toMatchObject({ result: "PlayerOneWon" });
});
