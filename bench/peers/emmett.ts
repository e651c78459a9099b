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

/** A game event in the form that Emmett wants: with the facts under "data". */
type StoredGameEvent = Event<GameEvent["type"], GameEvent & Record<string, unknown>>;

function toStored(event: GameEvent): StoredGameEvent {
  return { type: event.type, data: { ...event } };
}

const STREAM = "game-longest";

/**
 * Keeps a game in Emmett's store in memory.
 *
 * @returns a function that loads it again, and gives its state.
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

/** A command, as our own application service has it, on a store of Emmett's. */
export type HandleCommand = (gameId: string, command: (game: Game) => void) => Promise<void>;

/**
 * Lets Emmett's command handler load a game, have it decide, and append what happened, with a retry on conflict as
 * our own service has it. The one who decides is our own `Game`, loaded from the events that Emmett has read: so
 * both sides play by the same rules, and what differs is how events are loaded and stored.
 */
export function commandsOn(store: EventStore): HandleCommand {
  const handle = CommandHandler<readonly GameEvent[], StoredGameEvent>({
    evolve: (history, { data }) => [...history, data],
    initialState: () => [],
    mapToStreamId: (gameId) => `game-${gameId}`,
    // Now and then SQLite refuses Emmett's commit as busy, because of a statement on the very same connection.
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
