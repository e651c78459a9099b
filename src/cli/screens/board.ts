import { styleText } from "node:util";
import { type Board, type Cell, COLUMNS, ROWS, type Token } from "../../domain/board.ts";

const SHAPES = { PlayerOne: "X", PlayerTwo: "O" } as const satisfies Record<Token, string>;
const COLORS = { PlayerOne: "red", PlayerTwo: "yellow" } as const satisfies Record<Token, string>;

/** @returns the letter that stands for a token, since not all terminals and eyes can tell the colours apart. */
export function shapeOf(token: Token): string {
  return SHAPES[token];
}

/** @returns the board, one line for each row, with a winning line in brackets. The text is safe for `Terminal.draw`. */
export function drawBoard(board: Board, color: boolean): string {
  const rows = Array.from({ length: ROWS }, (_, index) => ROWS - index);
  const lines = rows.map((row) => COLUMNS.map((column) => drawCell(board, { column, row }, color)).join(""));
  return [COLUMNS.map((column) => ` ${column} `).join(""), ...lines].map((line) => line.trimEnd()).join("\n");
}

function drawCell(board: Board, cell: Cell, color: boolean): string {
  const token = board.tokenAt(cell);
  if (!token) return " . ";
  const winning = board.winningLine()?.some(({ column, row }) => column === cell.column && row === cell.row);
  const drawn = winning ? `[${SHAPES[token]}]` : ` ${SHAPES[token]} `;
  if (!color) return drawn;
  return styleText(winning ? [COLORS[token], "bold"] : COLORS[token], drawn, { validateStream: false });
}
