import type { Result } from "../domain/board.ts";
import type { GameEvent } from "../domain/events.ts";

/** What the list of games shows of one of them; it can be written as JSON and read back as it was. */
export interface GameSummary {
  readonly playerOne: string;
  readonly playerTwo: string;
  /** When the store recorded the first event: ISO 8601, in UTC. */
  readonly startedAt: string;
  /** When the store recorded the latest event: ISO 8601, in UTC. */
  readonly changedAt: string;
  /** The moves so far in order, a letter "A" to "G" for the column of each. */
  readonly columns: string;
  /** Whose turn it is, or null where the game is over. */
  readonly nextPlayer: string | null;
  /** How the game has ended, or null while it is open. */
  readonly result: Result | null;
}

/**
 * The fold of the projection `games`: what there was to see, and one more event, make what there is to see now.
 *
 * @param game undefined before the first event.
 * @param event the next one of this game; that it may follow has been checked before.
 * @param recordedAt when the store recorded the event.
 */
export function applyToSummary(
  game: GameSummary | undefined,
  event: GameEvent,
  recordedAt: Date,
): GameSummary {
  const changedAt = recordedAt.toISOString();
  if (event.type === "GameStarted") {
    const { playerOne, playerTwo } = event;
    const start = { startedAt: changedAt, changedAt, columns: "", nextPlayer: playerOne, result: null };
    return { playerOne, playerTwo, ...start };
  }
  if (!game) throw new RangeError(`A game begins with GameStarted, not with ${event.type}.`);
  switch (event.type) {
    case "MoveMade": {
      const columns = game.columns + event.column;
      const nextPlayer = event.player === game.playerOne ? game.playerTwo : game.playerOne;
      return { ...game, changedAt, columns, nextPlayer };
    }
    case "GameFinished":
      return { ...game, changedAt, nextPlayer: null, result: event.result };
  }
}
