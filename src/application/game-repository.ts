import type { Game } from "../domain/game.ts";

/** A position in the log of the whole event store. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** The origin of events, stored in the metadata of each. */
export interface Cause {
  /** The id of the command that led to the events, or of the event to which a reaction responded. */
  readonly causationId: string;
  /**
   * The id that all events of the same story share. It is stored with the first events of a game; later events get the
   * correlation id of the first.
   */
  readonly correlationId: string;
  /**
   * Returns the id for the event at this index, from 0 on; by default a random one. Those of a reaction follow from its
   * cause.
   */
  readonly eventIds?: (index: number) => string;
}

/** Loads and stores games. This is the port; `src/persistence` has the adapter. */
export interface GameRepository {
  /**
   * Stores the uncommitted events of the game, all of them or none, and marks them committed.
   *
   * @param cause is stored with each event.
   * @returns the position of the last event in the log, or undefined if there was nothing to store.
   * @throws ConcurrencyError if other events have been added to the game since it was loaded.
   */
  add(game: Game, cause: Cause): Promise<LogPosition | undefined>;

  /**
   * Loads a game from its events.
   *
   * @throws GameNotFoundError if none of its events are stored.
   * @throws CorruptHistoryError if the state of a game cannot hold one of them.
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

  /** @param what has changed meanwhile. */
  constructor(gameId: string, options?: ErrorOptions, what = `game ${gameId}`) {
    super(`Somebody else has just played in ${what}: look at the board again.`, options);
    this.gameId = gameId;
  }
}
