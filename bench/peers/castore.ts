import { EventStore, EventType } from "@castore/core";
import { InMemoryEventStorageAdapter } from "@castore/event-storage-adapter-in-memory";
import type { GameEvent } from "../../src/domain/events.ts";
import { evolve, type GameState, initialState } from "./fold.ts";

/** The shape that castore requires of an aggregate. */
interface GameAggregate {
  readonly aggregateId: string;
  readonly version: number;
  readonly game: GameState;
}

interface StoredGameEvent {
  readonly aggregateId: string;
  readonly version: number;
  readonly type: string;
  readonly timestamp: string;
  readonly payload: GameEvent;
}

const GAME_ID = "longest";

/**
 * Stores a game in castore's in-memory store.
 *
 * @returns a function that loads the game and returns its state.
 */
export async function keepInCastore(
  events: readonly GameEvent[],
): Promise<() => Promise<GameState | undefined>> {
  const types = ["GameStarted", "MoveMade", "GameFinished"];
  const store = new EventStore({
    eventStoreId: "GAMES",
    eventTypes: types.map((type) => new EventType<string, GameEvent>({ type })),
    eventStorageAdapter: new InMemoryEventStorageAdapter(),
    reducer: (aggregate: GameAggregate | undefined, event: StoredGameEvent): GameAggregate => ({
      aggregateId: event.aggregateId,
      version: event.version,
      game: evolve(aggregate?.game ?? initialState, event.payload),
    }),
  });
  for (const [index, event] of events.entries()) {
    await store.pushEvent({ aggregateId: GAME_ID, version: index + 1, type: event.type, payload: event });
  }
  return async () => (await store.getAggregate(GAME_ID)).aggregate?.game;
}
