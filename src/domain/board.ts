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

/** For each column, its tokens from the bottom up. */
type Columns = readonly (readonly Token[])[];

/** Four cells in a row. */
type Line = readonly Cell[];

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
    COLUMNS.map(() => []),
    undefined,
  );

  readonly #columns: Columns;
  readonly #winningLine: Line | undefined;

  private constructor(columns: Columns, winningLine: Line | undefined) {
    this.#columns = columns;
    this.#winningLine = winningLine;
  }

  /**
   * @returns the board with one more token, which falls onto what lies in the column.
   * @throws RangeError where the column has no room; ask `hasRoomInColumn` first.
   */
  dropToken(column: Column, token: Token): Board {
    const index = COLUMNS.indexOf(column);
    const tokens = this.#tokensIn(column);
    if (tokens.length >= ROWS) throw new RangeError(`Column ${column} has no room for another token.`);
    const columns = this.#columns.slice();
    columns[index] = [...tokens, token];
    return new Board(columns, this.#winningLine ?? lineThroughTop(columns, index, tokens.length));
  }

  /** @returns the token in that cell, or undefined where there is none. Rows count from 1 at the bottom. */
  tokenAt({ column, row }: Cell): Token | undefined {
    return this.#tokensIn(column)[row - 1];
  }

  hasRoomInColumn(column: Column): boolean {
    return this.#tokensIn(column).length < ROWS;
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
    return this.#columns.every((tokens) => tokens.length === ROWS) ? "Tied" : undefined;
  }

  #tokensIn(column: Column): readonly Token[] {
    return this.#columns[COLUMNS.indexOf(column)] as readonly Token[];
  }
}

const FOUR = 4;

/** The ways in which four can lie in a row, as steps from one cell to the next. */
const DIRECTIONS = [
  { right: 1, up: 0 },
  { right: 0, up: 1 },
  { right: 1, up: 1 },
  { right: 1, up: -1 },
] as const;

/** Only the token that fell last can complete a line, so only the lines through it are looked at. */
function lineThroughTop(columns: Columns, column: number, height: number): Line | undefined {
  for (const { right, up } of DIRECTIONS) {
    const back = reach(columns, column, height, -right, -up);
    const forth = reach(columns, column, height, right, up);
    if (back + 1 + forth < FOUR) continue;
    return Array.from({ length: FOUR }, (_, step) => ({
      column: COLUMNS[column + right * (step - back)] as Column,
      row: height + up * (step - back) + 1,
    }));
  }
  return undefined;
}

/** @returns how many of the next cells that way hold the same token as the cell itself, without a gap. */
function reach(columns: Columns, column: number, height: number, right: number, up: number): number {
  const token = tokenIn(columns, column, height);
  for (let steps = 1; ; steps++) {
    if (tokenIn(columns, column + right * steps, height + up * steps) !== token) return steps - 1;
  }
}

/** Beyond the edges there is nothing. An array is not asked for a place below 0: it would take long to say so. */
function tokenIn(columns: Columns, column: number, height: number): Token | undefined {
  return column < 0 || height < 0 ? undefined : columns[column]?.[height];
}
