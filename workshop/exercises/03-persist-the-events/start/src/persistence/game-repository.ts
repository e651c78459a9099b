import {
  type EventStoreDBClient,
  type RecordedEvent,
  StreamDeletedError,
  StreamNotFoundError,
} from "@eventstore/db-client";
import {
  type Cause,
  GameNotFoundError,
  type LogPosition,
  type GameRepository as Port,
} from "../application/game-repository.ts";
import type { Game } from "../domain/game.ts";
import { NotThereYetError } from "../not-there-yet.ts";
import { readGameStream } from "./game-stream.ts";
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
  async add(_game: Game, _cause: Cause): Promise<LogPosition | undefined> {
    throw new NotThereYetError("3.4", "GameRepository.add stores nothing");
  }

  /**
   * Reads the stream of the game and rebuilds the game from it.
   *
   * @throws GameNotFoundError, MalformedEventError, IncompleteStreamError, EventStoreUnavailableError
   */
  async get(gameId: string): Promise<Game> {
    throw new NotThereYetError("3.5", `GameRepository.get cannot load game ${gameId}`);
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
