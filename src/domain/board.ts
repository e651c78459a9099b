import { ColumnFullError } from "./errors.ts";

export const COLUMNS = ["A", "B", "C", "D", "E", "F", "G"] as const;
export const ROWS = 6;

export type Column = (typeof COLUMNS)[number];
export type Token = "PlayerOne" | "PlayerTwo";
export type Result = "PlayerOneWon" | "PlayerTwoWon" | "Tied";

/** A place on the board; row 1 is the bottom one, row 6 the top one. */
export interface Cell {
  readonly column: Column;
  readonly row: number;
}

/** Four neighbouring cells: across, upwards or diagonally. */
type Line = readonly Cell[];

/** @returns whether the text is one of "A" to "G", in upper case. */
export function isColumn(text: string): text is Column {
  const columns: readonly string[] = COLUMNS;
  return columns.includes(text);
}

/**
 * The tokens in their cells. A board never changes: dropping a token gives a new board. It knows which columns are full
 * and how a game ends, but not whose turn it is.
 */
export class Board {
  static readonly empty = new Board(COLUMNS.map(() => []));

  /** The columns from left to right, each with its tokens from the bottom up. */
  readonly #columns: readonly (readonly Token[])[];

  private constructor(columns: readonly (readonly Token[])[]) {
    this.#columns = columns;
  }

  /**
   * Drops a token onto the others in the column.
   *
   * @returns the new board.
   * @throws ColumnFullError if the column has no room.
   */
  dropToken(column: Column, token: Token): Board {
    if (!this.hasRoomInColumn(column)) throw new ColumnFullError(column, this.columnsWithRoom());
    return new Board(this.#columns.with(COLUMNS.indexOf(column), [...this.#tokensIn(column), token]));
  }

  /** @returns the token in that cell, or undefined if the cell is empty. */
  tokenAt({ column, row }: Cell): Token | undefined {
    return this.#tokensIn(column)[row - 1];
  }

  hasRoomInColumn(column: Column): boolean {
    return this.#tokensIn(column).length < ROWS;
  }

  /** @returns the columns that are not full, from left to right. */
  columnsWithRoom(): Column[] {
    return COLUMNS.filter((column) => this.hasRoomInColumn(column));
  }

  /** @returns the first line whose four cells hold tokens of one player, or undefined if there is none. */
  winningLine(): Line | undefined {
    return LINES.find((line) => {
      const [token, ...others] = line.map((cell) => this.tokenAt(cell));
      return token && others.every((other) => other === token);
    });
  }

  /** @returns the result of a game that ends with this board, or undefined while the game is open. */
  getResult(): Result | undefined {
    const [cell] = this.winningLine() ?? [];
    if (cell) return this.tokenAt(cell) === "PlayerOne" ? "PlayerOneWon" : "PlayerTwoWon";
    return this.columnsWithRoom().length === 0 ? "Tied" : undefined;
  }

  #tokensIn(column: Column): readonly Token[] {
    return this.#columns[COLUMNS.indexOf(column)] ?? [];
  }
}

/** The cells of a line in each direction, as [columns to the right, rows up] from its lower left corner. */
// biome-ignore format: one line for each direction
const DIRECTIONS = {
  across: [[0, 0], [1, 0], [2, 0], [3, 0]],
  upwards: [[0, 0], [0, 1], [0, 2], [0, 3]],
  rising: [[0, 0], [1, 1], [2, 2], [3, 3]],
  falling: [[0, 3], [1, 2], [2, 1], [3, 0]],
} as const;

const CELLS: readonly Cell[] = COLUMNS.flatMap((column) =>
  Array.from({ length: ROWS }, (_, index) => ({ column, row: index + 1 })),
);

/** All 69 lines that fit on the board. */
const LINES: readonly Line[] = Object.values(DIRECTIONS).flatMap((offsets) =>
  CELLS.map((corner) => offsets.flatMap(([right, up]) => cellFrom(corner, right, up))).filter(
    (line) => line.length === offsets.length,
  ),
);

/** @returns an array of one cell, or an empty one if the cell would lie outside the board. */
function cellFrom(corner: Cell, right: number, up: number): Cell[] {
  const column = COLUMNS[COLUMNS.indexOf(corner.column) + right];
  const row = corner.row + up;
  return column && row <= ROWS ? [{ column, row }] : [];
}
