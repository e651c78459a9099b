import type { Game } from "../domain/game.ts";

/** A place in the whole log of the event store. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** Where events come from: stored with each of them. */
export interface Cause {
  /** The id of the command that led to the events. */
  readonly causationId: string;
  /** The id of the larger story that the command belongs to. */
  readonly correlationId: string;
}

/** The port through which games are kept; `src/persistence` has the adapter. */
export interface GameRepository {
  /**
   * Stores the uncommitted events of the game, all or none, and marks them committed.
   *
   * @returns the position of the last of them in the log, or undefined where there was nothing to store.
   * @throws ConcurrencyError where somebody else has added to the game since it was loaded.
   */
  add(game: Game, cause: Cause): Promise<LogPosition | undefined>;

  /**
   * @returns the game, rebuilt from its events.
   * @throws GameNotFoundError where no event of it is stored.
   * @throws CorruptHistoryError where the state of a game cannot hold what is stored.
   */
  get(gameId: string): Promise<Game>;
}

export class GameNotFoundError extends Error {
  override readonly name = "GameNotFoundError";
  readonly gameId: string;

  constructor(gameId: string) {
    super(`There is no game ${gameId}: check the id, and which store the events are in.`);
    this.gameId = gameId;
  }
}

export class ConcurrencyError extends Error {
  override readonly name = "ConcurrencyError";
  readonly gameId: string;

  constructor(gameId: string, options?: ErrorOptions) {
    super(`Somebody else has just played in game ${gameId}: look at the board again.`, options);
    this.gameId = gameId;
  }
}
