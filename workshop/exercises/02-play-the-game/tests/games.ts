import { type Column, isColumn } from "../src/domain/board.ts";
import type { GameEvent } from "../src/domain/events.ts";
import { Game } from "../src/domain/game.ts";

export const ANN_AND_BOB = { type: "GameStarted", playerOne: "Ann", playerTwo: "Bob" } as const;

/** A game that remembers the events that were applied to it. */
export class ListeningGame extends Game {
  readonly applied: GameEvent[] = [];

  override apply(event: GameEvent): void {
    this.applied.push(event);
    super.apply(event);
  }
}

/** @returns a game of Ann against Bob after `makeMove` with each of these columns, by the two in turn. */
export function gameAfter(columns: string): ListeningGame {
  const game = new ListeningGame();
  game.startGame("Ann", "Bob");
  for (const { player, column } of moves(columns)) game.makeMove(player, column);
  return game;
}

/** @returns a new game to which these events were applied. Throws what `apply` throws. */
export function replay(...events: readonly GameEvent[]): Game {
  const game = new Game();
  for (const event of events) game.apply(event);
  return game;
}

/** @returns the moves into these columns, by Ann and Bob in turn; one letter for each move, such as "ABAB". */
export function moves(columns: string) {
  return [...columns]
    .filter(isColumn)
    .map((column, index) => moveBy(index % 2 === 0 ? "Ann" : "Bob", column));
}

export function moveBy(player: string, column: Column) {
  return { type: "MoveMade" as const, player, column };
}
