import { describe, expect, test } from "vitest";
import type { GameEvent } from "../src/domain/events.ts";
import { Game } from "../src/domain/game.ts";
import { ANN_AND_BOB, moves } from "./events.ts";
import { CAUSE, newGame, openStore } from "./store.ts";

const store = openStore();

describe("the two lists of a game", () => {
  test("the uncommitted events are those that are new", () => {
    const game = newGame();
    game.makeMove("Ann", "D");
    expect(game.uncommittedEvents).toEqual([ANN_AND_BOB, ...moves("D")]);
    expect(game.historicalEvents).toEqual([]);
  });

  test("the historical events are those that were loaded", () => {
    const load = () => Game.loadFromHistory("some-id", [ANN_AND_BOB, ...moves("D")]);
    expect(load).not.toThrow();
    const game = load();
    expect(game.historicalEvents).toEqual([ANN_AND_BOB, ...moves("D")]);
    expect(game.uncommittedEvents).toEqual([]);
  });

  test("events are both, the historical ones first", () => {
    const load = () => Game.loadFromHistory("some-id", [ANN_AND_BOB, ...moves("D")]);
    expect(load).not.toThrow();
    const game = load();
    expect(game.nextPlayer).toBe("Bob");
    game.makeMove("Bob", "E");
    expect(game.events).toEqual([ANN_AND_BOB, ...moves("DE")]);
    expect(game.uncommittedEvents).toEqual(moves("DE").slice(1));
  });
});

describe("a list does not change for those who have it", () => {
  test("the lists of a game, when the game goes on", () => {
    const load = () => Game.loadFromHistory("some-id", [ANN_AND_BOB]);
    expect(load).not.toThrow();
    const game = load();
    expect(game.nextPlayer).toBe("Ann");
    const { events, historicalEvents, uncommittedEvents } = game;
    game.makeMove("Ann", "D");
    game.markCommitted(game.uncommittedEvents);
    expect({ events, historicalEvents, uncommittedEvents }).toEqual({
      events: [ANN_AND_BOB],
      historicalEvents: [ANN_AND_BOB],
      uncommittedEvents: [],
    });
  });

  test("the history of a game, when the caller adds to the list that was loaded", () => {
    const history: GameEvent[] = [ANN_AND_BOB];
    const load = () => Game.loadFromHistory("some-id", history);
    expect(load).not.toThrow();
    const game = load();
    history.push(...moves("D"));
    expect(game.historicalEvents).toEqual([ANN_AND_BOB]);
  });
});

test("markCommitted makes historical what was stored, and nothing else", () => {
  const game = newGame();
  const stored = game.uncommittedEvents;
  game.makeMove("Ann", "D");
  game.markCommitted(stored);
  expect(game.historicalEvents).toEqual([ANN_AND_BOB]);
  expect(game.uncommittedEvents).toEqual(moves("D"));
});

describe("the repository stores each event once", () => {
  test("a start and a move are two events, not three", async () => {
    const id = await store.given(ANN_AND_BOB);
    await expect(store.games.get(id)).resolves.toMatchObject({ id });
    const game = await store.games.get(id);
    game.makeMove("Ann", "D");
    await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
    expect(await store.stored(id)).toEqual([ANN_AND_BOB, ...moves("D")]);
  });

  test("two events that are stored together have two ids", async () => {
    const game = newGame();
    game.makeMove("Ann", "D");
    await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
    expect(new Set(await store.idsOf(game.id)).size).toBe(2);
  });

  test("what has been stored is history", async () => {
    const game = newGame();
    await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
    expect(game.historicalEvents).toEqual([ANN_AND_BOB]);
    expect(game.uncommittedEvents).toEqual([]);
  });

  test("what happens before the store has answered stays uncommitted, and is stored by the next add", async () => {
    const game = newGame();
    store.beforeNextAnswer(() => game.makeMove("Ann", "D"));
    await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
    expect(game.nextPlayer).toBe("Bob");
    expect(game.historicalEvents).toEqual([ANN_AND_BOB]);
    expect(game.uncommittedEvents).toEqual(moves("D"));
    await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
    expect(await store.stored(game.id)).toEqual([ANN_AND_BOB, ...moves("D")]);
  });

  test("adding the same game again stores nothing", async () => {
    const game = newGame();
    await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
    await expect(store.games.add(game, CAUSE)).resolves.toBeUndefined();
    expect(await store.stored(game.id)).toEqual([ANN_AND_BOB]);
  });

  test("what the store has refused stays uncommitted, and can be stored later", async () => {
    const game = newGame();
    store.refuseNextAppend();
    await expect(store.games.add(game, CAUSE)).rejects.toThrow("The store says no.");
    expect(game.uncommittedEvents).toEqual([ANN_AND_BOB]);
    await expect(store.games.add(game, CAUSE)).resolves.not.toThrow();
    expect(await store.stored(game.id)).toEqual([ANN_AND_BOB]);
  });
});
