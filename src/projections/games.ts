import type { Result, Token } from "../domain/board.ts";
import { GameNotStartedError } from "../domain/errors.ts";
import type { GameEvent } from "../domain/events.ts";

/** What the list of games shows of one of them; it can be written as JSON and read back as it was. */
export interface GameSummary {
  readonly playerOne: string;
  readonly playerTwo: string;
  /** When the store recorded the first event: ISO 8601, in UTC. */
  readonly startedAt: string;
  /** When the store recorded the latest event: ISO 8601, in UTC. */
  readonly changedAt: string;
  /** The moves in order, a letter for the column of each: "A" to "G" of player one, "a" to "g" of player two. */
  readonly moves: string;
  /** How the game has ended, or null while it is open. */
  readonly result: Result | null;
}

/**
 * The fold of the projection `games`: what there was to see, and one more event, make what there is to see now.
 *
 * @param game undefined before the first event.
 * @param event the next one of this game, which its state can hold.
 * @param recordedAt when the store recorded the event.
 * @throws GameNotStartedError for an event before the start.
 */
export function applyToSummary(
  game: GameSummary | undefined,
  event: GameEvent,
  recordedAt: Date,
): GameSummary {
  const changedAt = recordedAt.toISOString();
  if (event.type === "GameStarted") {
    const { playerOne, playerTwo } = event;
    return { startedAt: changedAt, moves: "", result: null, ...game, playerOne, playerTwo, changedAt };
  }
  if (!game) throw new GameNotStartedError();
  switch (event.type) {
    case "MoveMade": {
      const move = event.player === game.playerOne ? event.column : event.column.toLowerCase();
      return { ...game, changedAt, moves: game.moves + move };
    }
    case "GameFinished":
      return { ...game, changedAt, result: game.result ?? event.result };
  }
}

/** @returns whose token the move was; a letter of `GameSummary.moves`. */
export function tokenOfMove(move: string): Token {
  return move === move.toUpperCase() ? "PlayerOne" : "PlayerTwo";
}

/** @returns whose token falls next while the game is open; the moves as in `GameSummary.moves`. */
export function tokenAfter(moves: string): Token {
  const last = moves.at(-1);
  return last && tokenOfMove(last) === "PlayerOne" ? "PlayerTwo" : "PlayerOne";
}
