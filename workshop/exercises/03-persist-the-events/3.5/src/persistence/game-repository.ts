import {
  type EventStoreDBClient,
  type RecordedEvent,
  StreamDeletedError,
  StreamNotFoundError,
} from "@eventstore/db-client";
import { v4 as uuid } from "uuid";
import {
  type Cause,
  GameNotFoundError,
  type LogPosition,
  type GameRepository as Port,
} from "../application/game-repository.ts";
import { Game } from "../domain/game.ts";
import { toGameEvent, toStoredEvent } from "./event-mapping.ts";
import { readGameStream, streamNameOf } from "./game-stream.ts";
import { RETRY_POLICY, type RetryPolicy, withRetry } from "./with-retry.ts";

/** Keeps each game as a stream of its events, `game-<id>`, in EventStoreDB. */
export class GameRepository implements Port {
  readonly #client: EventStoreDBClient;
  readonly #address: string;
  readonly #policy: RetryPolicy;

  /**
   * @param address the address of the store, for error messages, such as "esdb://localhost:2113".
   * @param policy how long to retry.
   */
  constructor(client: EventStoreDBClient, address = "the given address", policy = RETRY_POLICY) {
    this.#client = client;
    this.#address = address;
    this.#policy = policy;
  }

  /**
   * Appends the events of the game in one go.
   *
   * @throws EventStoreUnavailableError
   */
  async add(game: Game, cause: Cause): Promise<LogPosition | undefined> {
    // The ids are made once, before the first attempt: by them the store recognises events that are sent again.
    const events = game.events.map((event) => toStoredEvent(event, uuid(), cause));
    const append = () => this.#client.appendToStream(streamNameOf(game.id), events);
    const { position } = await withRetry(this.#address, append, this.#policy);
    return position;
  }

  /**
   * Reads the stream of the game and rebuilds the game from it.
   *
   * @throws GameNotFoundError, MalformedEventError, IncompleteStreamError, EventStoreUnavailableError
   */
  async get(gameId: string): Promise<Game> {
    const stored = await this.history(gameId);
    return Game.loadFromHistory(gameId, stored.map(toGameEvent));
  }

  /**
   * Reads the stored events of a game, in order, without mapping them to game events.
   *
   * @throws GameNotFoundError, IncompleteStreamError, EventStoreUnavailableError
   */
  async history(gameId: string): Promise<RecordedEvent[]> {
    try {
      return await withRetry(this.#address, () => readGameStream(this.#client, gameId), this.#policy);
    } catch (error) {
      if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError)
        throw new GameNotFoundError(gameId);
      throw error;
    }
  }
}
