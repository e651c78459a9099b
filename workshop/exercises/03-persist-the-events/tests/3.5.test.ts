import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { GameNotFoundError } from "../src/application/game-repository.ts";
import { Game } from "../src/domain/game.ts";
import { MalformedEventError, toGameEvent } from "../src/persistence/event-mapping.ts";
import { ANN_AND_BOB, ANN_WON, asRecorded, moves } from "./events.ts";
import { CAUSE, newGame, openStore } from "./store.ts";

const store = openStore();

describe("mapping back", () => {
  test("a stored GameStarted becomes the event that it was", () => {
    const stored = asRecorded({ type: "GameStarted", data: { playerOne: "Ann", playerTwo: "Bob" } });
    expect(() => toGameEvent(stored)).not.toThrow();
    expect(toGameEvent(stored)).toEqual(ANN_AND_BOB);
  });

  test("a stored GameStarted without the names is refused", () => {
    const stored = asRecorded({ type: "GameStarted", data: { playerOne: "Ann" } });
    expect(() => toGameEvent(stored)).toThrow(MalformedEventError);
  });
});

describe("loadFromHistory", () => {
  test("applies the events to a new game", () => {
    const game = Game.loadFromHistory("some-id", [ANN_AND_BOB]);
    expect([game.id, game.players?.playerOne, game.players?.playerTwo]).toEqual(["some-id", "Ann", "Bob"]);
  });

  test("remembers the events", () => {
    expect(Game.loadFromHistory("some-id", [ANN_AND_BOB]).events).toEqual([ANN_AND_BOB]);
  });

  test("keeps them in their order", () => {
    const load = () => Game.loadFromHistory("some-id", [ANN_AND_BOB, ...moves("DCD")]);
    expect(load).not.toThrow();
    expect(load().events).toEqual([ANN_AND_BOB, ...moves("DCD")]);
    expect(load().nextPlayer).toBe("Bob");
  });

  test.each([
    ["a game that started twice", [ANN_AND_BOB, ANN_AND_BOB]],
    ["two moves of one player in a row", [ANN_AND_BOB, ...moves("D"), ...moves("E")]],
    ["four in a row, and no end", [ANN_AND_BOB, ...moves("ABABABA")]],
    ["an end that the board does not show", [ANN_AND_BOB, ...moves("DE"), ANN_WON]],
    ["a move after the end", [ANN_AND_BOB, ANN_WON, ...moves("D")]],
  ])("asks no rule, and loads what has happened: %s", (_, events) => {
    const load = () => Game.loadFromHistory("some-id", events);
    expect(load).not.toThrow();
    expect(load().events).toEqual(events);
  });
});

describe("get", () => {
  test("loads a game from the events in its stream", async () => {
    const id = await store.given(ANN_AND_BOB);
    await expect(store.games.get(id)).resolves.toMatchObject({ id, nextPlayer: "Ann" });
  });

  test("loads what add has stored", async () => {
    const game = newGame();
    await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
    await expect(store.games.get(game.id)).resolves.toMatchObject({ events: [ANN_AND_BOB] });
  });

  test("says so where there is no such game", async () => {
    await expect(store.games.get(randomUUID())).rejects.toThrow(GameNotFoundError);
  });
});
