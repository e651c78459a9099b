import {
  type EventData,
  type EventStoreDBClient,
  NO_STREAM,
  type RecordedEvent,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from "@eventstore/db-client";
import { v4 as uuid } from "uuid";
import {
  type Cause,
  ConcurrencyError,
  GameNotFoundError,
  type LogPosition,
  type GameRepository as Port,
} from "../application/game-repository.ts";
import { Game } from "../domain/game.ts";
import { appendEvents } from "./append-events.ts";
import { toGameEvent, toStoredEvent } from "./event-mapping.ts";
import { readGameStream } from "./game-stream.ts";
import { RETRY_POLICY, type RetryPolicy, type Store, withRetry } from "./with-retry.ts";

/** Keeps each game as a stream of its events, `game-<id>`, in EventStoreDB. */
export class GameRepository implements Port {
  readonly #client: EventStoreDBClient;
  readonly #store: Store | string;
  readonly #policy: RetryPolicy;

  /**
   * @param store the connection that the client belongs to, or its address for error messages, such as
   *   "esdb://localhost:2113".
   * @param policy how long to retry.
   */
  constructor(
    client: EventStoreDBClient,
    store: Store | string = "the given address",
    policy = RETRY_POLICY,
  ) {
    this.#client = client;
    this.#store = store;
    this.#policy = policy;
  }

  /**
   * Appends the uncommitted events in one request, with the game's revision as the expected revision.
   *
   * @throws ConcurrencyError if the stream ends at another revision.
   * @throws GameNotFoundError if the stream has been deleted.
   * @throws EventStoreUnavailableError
   */
  async add(game: Game, cause: Cause): Promise<LogPosition | undefined> {
    const { uncommittedEvents } = game;
    if (uncommittedEvents.length === 0) return undefined;

    // The ids are made once, before the first attempt: by them the store recognises events that are sent again.
    const events = uncommittedEvents.map((event) => toStoredEvent(event, uuid(), cause));
    const position = await this.#append(game, events);
    game.markCommitted(uncommittedEvents);
    return position;
  }

  /**
   * Reads the stream of the game and rebuilds the game from it.
   *
   * @throws GameNotFoundError, CorruptHistoryError, MalformedEventError, IncompleteStreamError,
   *   EventStoreUnavailableError
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
      return await withRetry(this.#store, () => readGameStream(this.#client, gameId), this.#policy);
    } catch (error) {
      if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError)
        throw new GameNotFoundError(gameId);
      throw error;
    }
  }

  async #append({ id, revision }: Game, events: EventData[]): Promise<LogPosition | undefined> {
    const expectedRevision = revision === undefined ? NO_STREAM : BigInt(revision);
    try {
      return await appendEvents(this.#client, this.#store, id, events, expectedRevision, this.#policy);
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) throw new ConcurrencyError(id, { cause: error });
      if (error instanceof StreamDeletedError) throw new GameNotFoundError(id);
      throw error;
    }
  }
}
