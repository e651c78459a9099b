import type { Board } from "../../domain/board.ts";
import type { GameEvent } from "../../domain/events.ts";
import { Game } from "../../domain/game.ts";

/** An event, and the board after it. */
export interface BoardAfter {
  readonly event: GameEvent;
  readonly board: Board;
}

/**
 * Replays a game.
 *
 * @param events all events of a game that has been loaded before, so that none is corrupt.
 * @returns each event with the board after it.
 */
export function boardsAfter(gameId: string, events: readonly GameEvent[]): BoardAfter[] {
  const game = new Game(gameId);
  return events.map((event) => {
    game.apply(event);
    return { event, board: game.board };
  });
}
