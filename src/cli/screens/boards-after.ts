import type { Board } from "../../domain/board.ts";
import type { GameEvent } from "../../domain/events.ts";
import { Game } from "../../domain/game.ts";

/** An event, and how the board was when it had happened. */
export interface BoardAfter {
  readonly event: GameEvent;
  readonly board: Board;
}

/** @param events all events of a game, in order; that they are one has been checked when it was loaded. */
export function boardsAfter(gameId: string, events: readonly GameEvent[]): BoardAfter[] {
  const game = new Game(gameId);
  return events.map((event) => {
    game.apply(event);
    return { event, board: game.board };
  });
}
