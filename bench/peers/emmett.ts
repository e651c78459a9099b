import {
  CommandHandler,
  type Event,
  type EventStore,
  getInMemoryEventStore,
  isExpectedVersionConflictError,
} from "@event-driven-io/emmett";
import { isSQLiteError } from "@event-driven-io/emmett-sqlite";
import type { GameEvent } from "../../src/domain/events.ts";
import { Game } from "../../src/domain/game.ts";
import { evolve, type GameState, initialState } from "./fold.ts";

/** A game event in the form that Emmett requires: the facts are in "data". */
type StoredGameEvent = Event<GameEvent["type"], GameEvent & Record<string, unknown>>;

function toStored(event: GameEvent): StoredGameEvent {
  return { type: event.type, data: { ...event } };
}

const STREAM = "game-longest";

/**
 * Stores a game in Emmett's in-memory store.
 *
 * @returns a function that loads the game and returns its state.
 */
export async function keepInEmmett(events: readonly GameEvent[]): Promise<() => Promise<GameState>> {
  const store = getInMemoryEventStore();
  await store.appendToStream(STREAM, events.map(toStored));
  const options = {
    evolve: (state: GameState, { data }: StoredGameEvent) => evolve(state, data),
    initialState: () => initialState,
  };
  return async () => (await store.aggregateStream<GameState, StoredGameEvent>(STREAM, options)).state;
}

/** Handles a command with Emmett's store, as our application service does with ours. */
export type HandleCommand = (gameId: string, command: (game: Game) => void) => Promise<void>;

/**
 * Lets Emmett's command handler load a game, decide, and append the new events. It retries on a conflict, as our
 * service does. Our own `Game` decides on both sides, so only loading and storing the events differ.
 */
export function commandsOn(store: EventStore): HandleCommand {
  const handle = CommandHandler<readonly GameEvent[], StoredGameEvent>({
    evolve: (history, { data }) => [...history, data],
    initialState: () => [],
    mapToStreamId: (gameId) => `game-${gameId}`,
    // Sometimes SQLite refuses Emmett's commit as busy, because of a statement on the same connection.
    retry: {
      retries: 4,
      minTimeout: 1,
      shouldRetryError: (error) => isExpectedVersionConflictError(error) || isSQLiteError(error),
    },
  });
  return async (gameId, command) => {
    await handle(store, gameId, (history) => {
      const game = Game.loadFromHistory(gameId, history);
      command(game);
      return game.uncommittedEvents.map(toStored);
    });
  };
}
