import { COLUMNS, type Column } from "../domain/board.ts";
import { GameError } from "../domain/errors.ts";
import type { Game } from "../domain/game.ts";
import { NotThereYetError } from "../not-there-yet.ts";
import { drawBoard, shapeOf } from "./screens/board.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** The visible state of a game. */
export type Position = Pick<Game, "board" | "events" | "nextPlayer" | "nextToken" | "players" | "result">;

/** @returns the current position of a game; later moves do not change it. */
export function positionOf(game: Position): Position {
  const { board, events, nextPlayer, nextToken, players, result } = game;
  return { board, events, nextPlayer, nextToken, players, result };
}

/** Makes a move, and returns the position after it. */
export type Move = (player: string, column: Column) => Promise<Position>;

/**
 * Lets two players at one keyboard move until the game ends, or they leave it.
 *
 * @returns the last position.
 * @throws NotThereYetError if the game cannot go on because a step is not done yet.
 */
export async function playRound(terminal: Terminal, start: Position, move: Move): Promise<Position> {
  let position = start;
  show(terminal, position);
  while (position.nextPlayer !== undefined && position.nextToken !== undefined) {
    const answer = await terminal.ask(`${position.nextPlayer} (${shapeOf(position.nextToken)}) moves: `);
    const typed = answer?.trim().toUpperCase();
    if (typed === undefined || typed === "Q") return position;
    const column = COLUMNS.find((column, index) => typed === column || typed === String(index + 1));
    if (!column) {
      terminal.print("Type A to G, or 1 to 7, to drop a token into that column; q leaves.");
      continue;
    }
    try {
      const after = await move(position.nextPlayer, column);
      refuseToGoInCircles(position, after);
      position = after;
      show(terminal, position);
    } catch (error) {
      if (!(error instanceof GameError)) throw error;
      terminal.print(error.message);
    }
  }
  return position;
}

/** Refuses a move that changes nothing, because the player would be asked for it again and again. */
function refuseToGoInCircles(before: Position, after: Position): void {
  const result = after.board.getResult();
  if (after.events.length === before.events.length) {
    throw new NotThereYetError("2.2", "makeMove records no event");
  }
  if (after.board === before.board) {
    throw new NotThereYetError("2.2", "MoveMade is recorded, but apply puts no token on the board");
  }
  if (result !== undefined && after.result === undefined) {
    throw new NotThereYetError(
      "2.4",
      `the board says ${result}, but the game does not know that it is finished`,
    );
  }
  if (after.nextPlayer === before.nextPlayer) {
    throw new NotThereYetError(
      "2.2",
      `${before.nextPlayer} has moved, and it is ${before.nextPlayer}'s turn again`,
    );
  }
}

function show(terminal: Terminal, { board, result, players }: Position): void {
  terminal.draw(`\n${drawBoard(board, terminal.color)}\n`);
  if (result === "Tied") terminal.print("It's a tie!");
  else if (result)
    terminal.print(`${players?.nameOf(result === "PlayerOneWon" ? "PlayerOne" : "PlayerTwo")} wins!`);
}
