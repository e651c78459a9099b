import { Game } from "../src/domain/game.ts";

export const ANN_AND_BOB = { type: "GameStarted", playerOne: "Ann", playerTwo: "Bob" } as const;

/** @returns a game of Ann against Bob, in which each of these columns was given to `makeMove`, by the two in turn. */
export function gameAfter(columns: string): Game {
  const game = new Game();
  game.startGame("Ann", "Bob");
  for (const { player, column } of moves(columns)) game.makeMove(player, column);
  return game;
}

/** @returns the moves into these columns, by Ann and Bob in turn; a letter a move, such as "ABAB". */
export function moves(columns: string) {
  return [...columns].map((column, index) => ({
    type: "MoveMade",
    player: index % 2 === 0 ? "Ann" : "Bob",
    column,
  }));
}
