import type { Result, Token } from "../domain/board.ts";
import { GameNotStartedError, UnknownEventError } from "../domain/errors.ts";
import type { GameEvent } from "../domain/events.ts";
import { ignoringCase } from "../domain/player-name.ts";

/** The row of a game in the list of games. */
export interface GameRow {
  readonly playerOne: string;
  readonly playerTwo: string;
  /** The names with their case folded by `ignoringCase`, to search for. */
  readonly playerOneKey: string;
  readonly playerTwoKey: string;
  /** When the store recorded the first event: ISO 8601, in UTC. */
  readonly startedAt: string;
  /** When the store recorded the latest event: ISO 8601, in UTC. */
  readonly changedAt: string;
  /** The columns of the moves, in order: "A" to "G" for player one, "a" to "g" for player two. */
  readonly moves: string;
  /** The result, or null while the game is open. */
  readonly result: Result | null;
}

/**
 * Applies an event to the row of a game.
 *
 * @param game the row so far; undefined before the first event.
 * @param recordedAt when the store recorded the event.
 * @returns the new row.
 * @throws GameNotStartedError if the game has no row and the event is not GameStarted.
 */
export function applyToGame(game: GameRow | undefined, event: GameEvent, recordedAt: Date): GameRow {
  const changedAt = recordedAt.toISOString();
  if (event.type === "GameStarted") {
    const { playerOne, playerTwo } = event;
    const keys = { playerOneKey: ignoringCase(playerOne), playerTwoKey: ignoringCase(playerTwo) };
    return {
      startedAt: changedAt,
      moves: "",
      result: null,
      ...game,
      playerOne,
      playerTwo,
      ...keys,
      changedAt,
    };
  }
  if (!game) throw new GameNotStartedError();
  switch (event.type) {
    case "MoveMade": {
      const move = event.player === game.playerOne ? event.column : event.column.toLowerCase();
      return { ...game, changedAt, moves: game.moves + move };
    }
    case "GameFinished":
      return { ...game, changedAt, result: game.result ?? event.result };
    default:
      throw new UnknownEventError(event);
  }
}

/**
 * @param move a letter of `GameRow.moves`.
 * @returns the token of the player who made the move.
 */
export function tokenOfMove(move: string): Token {
  return move === move.toUpperCase() ? "PlayerOne" : "PlayerTwo";
}

/**
 * @param moves the moves of an open game, as in `GameRow.moves`.
 * @returns the token of the next move.
 */
export function tokenAfter(moves: string): Token {
  const last = moves.at(-1);
  return last && tokenOfMove(last) === "PlayerOne" ? "PlayerTwo" : "PlayerOne";
}
