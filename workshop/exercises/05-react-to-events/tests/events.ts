import { isColumn, type Result } from "../src/domain/board.ts";
import type { GameEvent } from "../src/domain/events.ts";

/**
 * @param columns a letter a move, such as "ABAB", by both players in turn.
 * @param result undefined for a game that is open.
 * @returns what happens in such a game.
 */
export function game(playerOne: string, playerTwo: string, columns: string, result?: Result): GameEvent[] {
  const moves = [...columns].filter(isColumn).map((column, index) => ({
    type: "MoveMade" as const,
    player: index % 2 === 0 ? playerOne : playerTwo,
    column,
  }));
  return [
    { type: "GameStarted", playerOne, playerTwo },
    ...moves,
    ...(result ? [{ type: "GameFinished" as const, result }] : []),
  ];
}
