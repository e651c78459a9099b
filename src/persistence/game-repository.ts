import type { EventStoreDBClient } from "@eventstore/db-client";
import {
  ConcurrencyError,
  GameNotFoundError,
  type GameRepository as Port,
} from "../application/game-repository.ts";
import type { GameEvent } from "../domain/events.ts";
import { Game } from "../domain/game.ts";
import { AggregateRepository, type Keeping } from "./aggregate-repository.ts";
import { STREAM_PREFIX, toGameEvent, toStoredEvent } from "./event-mapping.ts";
import type { RetryPolicy, Store } from "./with-retry.ts";

const GAMES: Keeping<Game, GameEvent> = {
  prefix: STREAM_PREFIX,
  load: (id, events) => Game.loadFromHistory(id, events),
  toStored: toStoredEvent,
  fromStored: toGameEvent,
  notFound: (id) => new GameNotFoundError(id),
  conflict: (id, options) => new ConcurrencyError(id, options),
};

/** Keeps each game as a stream of its events, `game-<id>`, in EventStoreDB. */
export class GameRepository extends AggregateRepository<Game, GameEvent> implements Port {
  /** See `AggregateRepository`. */
  constructor(client: EventStoreDBClient, store?: Store | string, policy?: RetryPolicy) {
    super(GAMES, client, store, policy);
  }
}
