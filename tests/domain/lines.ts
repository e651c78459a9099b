import { type Cell, COLUMNS, type Column, ROWS } from "../../src/domain/board.ts";

const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
] as const;

/** All lines of four cells, found by trying every cell and every direction. */
export const LINES: readonly (readonly Cell[])[] = COLUMNS.flatMap((_, column) =>
  Array.from({ length: ROWS }, (_, row) => row + 1).flatMap((row) =>
    DIRECTIONS.map(([right, up]) =>
      [0, 1, 2, 3].map((step) => at(column + right * step, row + up * step)),
    ).filter((line) => line.every((cell) => cell.column !== undefined && cell.row >= 1 && cell.row <= ROWS)),
  ),
);

function at(column: number, row: number): Cell {
  return { column: COLUMNS[column] as Column, row };
}

export function nameOf(line: readonly Cell[]): string {
  return line.map(({ column, row }) => `${column}${row}`).join(" ");
}
