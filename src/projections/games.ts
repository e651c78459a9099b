import type { Result, Token } from "../domain/board.ts";
import { GameNotStartedError } from "../domain/errors.ts";
import type { GameEvent } from "../domain/events.ts";
import { ignoringCase } from "../domain/player-name.ts";

/** A game, as the list of games shows it. */
export interface GameRow {
  readonly playerOne: string;
  readonly playerTwo: string;
  /** The names as games are found by them, whatever their case. */
  readonly playerOneKey: string;
  readonly playerTwoKey: string;
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
 * What there was to see of a game, and one more event, make what there is to see now.
 *
 * @param game undefined before the first event.
 * @param recordedAt when the store recorded the event.
 * @throws GameNotStartedError for an event before the start.
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
  }
}

/** @returns whose token the move was; a letter of `GameRow.moves`. */
export function tokenOfMove(move: string): Token {
  return move === move.toUpperCase() ? "PlayerOne" : "PlayerTwo";
}

/** @returns whose token falls next while the game is open; the moves as in `GameRow.moves`. */
export function tokenAfter(moves: string): Token {
  const last = moves.at(-1);
  return last && tokenOfMove(last) === "PlayerOne" ? "PlayerTwo" : "PlayerOne";
}
