import {
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
   * Appends the uncommitted events in one request, with the game's revision as the expected revision.
   *
   * @throws ConcurrencyError if the stream ends at another revision.
   * @throws GameNotFoundError if the stream has been deleted.
   * @throws EventStoreUnavailableError
   */
  async add(game: Game, cause: Cause): Promise<LogPosition | undefined> {
    const { id, revision, uncommittedEvents } = game;
    if (uncommittedEvents.length === 0) return undefined;

    // The ids are made once, before the first attempt: by them the store recognises events that are sent again.
    const events = uncommittedEvents.map((event) => toStoredEvent(event, uuid(), cause));
    const expectedRevision = revision === undefined ? NO_STREAM : BigInt(revision);
    const append = () => this.#client.appendToStream(streamNameOf(id), events, { expectedRevision });
    try {
      const { position } = await withRetry(this.#address, append, this.#policy);
      game.markCommitted(uncommittedEvents);
      return position;
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) throw new ConcurrencyError(id, { cause: error });
      throw error;
    }
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
      return await withRetry(this.#address, () => readGameStream(this.#client, gameId), this.#policy);
    } catch (error) {
      if (error instanceof StreamNotFoundError || error instanceof StreamDeletedError)
        throw new GameNotFoundError(gameId);
      throw error;
    }
  }
}
