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

/** Four cells in a row. */
type Line = readonly Cell[];

/**
 * What lies in each place: column after column, each from the bottom up. On top of each column is a place more, which
 * always stays empty, so that no line runs on from one column into the next.
 */
type Cells = readonly (Token | undefined)[];
const CELLS_OF_A_COLUMN = ROWS + 1;

/** @returns whether the text is one of "A" to "G", in upper case. */
export function isColumn(text: string): text is Column {
  return COLUMNS.includes(text as Column);
}

/**
 * Where the tokens lie. A board never changes: dropping a token gives a new one, so a board may be handed to
 * anyone. It knows room and results, and nothing of turns.
 */
export class Board {
  static readonly empty = new Board(
    Array.from({ length: COLUMNS.length * CELLS_OF_A_COLUMN }, () => undefined),
    0,
    undefined,
  );

  readonly #cells: Cells;
  readonly #numberOfTokens: number;
  readonly #winningLine: Line | undefined;

  private constructor(cells: Cells, numberOfTokens: number, winningLine: Line | undefined) {
    this.#cells = cells;
    this.#numberOfTokens = numberOfTokens;
    this.#winningLine = winningLine;
  }

  /**
   * @returns the board with one more token, which falls onto what lies in the column.
   * @throws RangeError where the column has no room; ask `hasRoomInColumn` first.
   */
  dropToken(column: Column, token: Token): Board {
    const bottom = placeOf(column, 1);
    const place = this.#cells.indexOf(undefined, bottom);
    if (place === bottom + ROWS) throw new RangeError(`Column ${column} has no room for another token.`);
    const cells = this.#cells.slice();
    cells[place] = token;
    return new Board(cells, this.#numberOfTokens + 1, this.#winningLine ?? lineThrough(place, cells));
  }

  /** @returns the token in that cell, or undefined where there is none. Rows count from 1 at the bottom. */
  tokenAt({ column, row }: Cell): Token | undefined {
    return this.#cells[placeOf(column, row)];
  }

  hasRoomInColumn(column: Column): boolean {
    return this.#cells[placeOf(column, ROWS)] === undefined;
  }

  /** @returns the columns that have room for another token, from left to right. */
  columnsWithRoom(): Column[] {
    return COLUMNS.filter((column) => this.hasRoomInColumn(column));
  }

  /** @returns the four cells in a row that decided the game, or undefined while nobody has four. */
  winningLine(): Line | undefined {
    return this.#winningLine;
  }

  /** @returns how the game has ended, or undefined while it is still open. */
  getResult(): Result | undefined {
    const cell = this.#winningLine?.[0];
    if (cell) return this.tokenAt(cell) === "PlayerOne" ? "PlayerOneWon" : "PlayerTwoWon";
    return this.#numberOfTokens === COLUMNS.length * ROWS ? "Tied" : undefined;
  }
}

const FOUR = 4;

/** The ways in which four can lie in a row, as steps from one place to the next: right, up, and the two between. */
const STEPS = [CELLS_OF_A_COLUMN, 1, CELLS_OF_A_COLUMN + 1, CELLS_OF_A_COLUMN - 1] as const;

/** Only the token that fell last can complete a line, so only the lines through it are looked at. */
function lineThrough(place: number, cells: Cells): Line | undefined {
  for (const step of STEPS) {
    const first = end(place, -step, cells);
    const last = end(place, step, cells);
    if (last - first < (FOUR - 1) * step) continue;
    return Array.from({ length: FOUR }, (_, index) => cellAt(first + index * step));
  }
  return undefined;
}

/** @returns the last place that way which holds the same token as the place itself, without a gap. */
function end(place: number, step: number, cells: Cells): number {
  const token = cells[place];
  let last = place;
  // An array is not asked for a place below 0: it would take long to say that nothing is there.
  while (last + step >= 0 && cells[last + step] === token) last += step;
  return last;
}

function placeOf(column: Column, row: number): number {
  return COLUMNS.indexOf(column) * CELLS_OF_A_COLUMN + row - 1;
}

function cellAt(place: number): Cell {
  return {
    column: COLUMNS[Math.floor(place / CELLS_OF_A_COLUMN)] as Column,
    row: (place % CELLS_OF_A_COLUMN) + 1,
  };
}
