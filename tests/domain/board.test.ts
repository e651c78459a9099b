import { describe, expect, it, test } from "vitest";
import {
  Board,
  type Cell,
  COLUMNS,
  type Column,
  isColumn,
  ROWS,
  type Token,
} from "../../src/domain/board.ts";
import { ColumnFullError } from "../../src/domain/errors.ts";
import { LINES, nameOf } from "./lines.ts";
import { COLUMNS_TO_A_TIE } from "./specification.ts";

const TOKENS = ["PlayerOne", "PlayerTwo"] as const;
const other = (token: Token): Token => (token === "PlayerOne" ? "PlayerTwo" : "PlayerOne");
const same = (one: Cell, two: Cell) => one.column === two.column && one.row === two.row;

/** Returns the board with these rows, from the top down: "x" is player one, "o" is player two, "." is empty. */
function boardOf(...rows: string[]): Board {
  return rows.reverse().reduce((board, row) => {
    return [...row].reduce((drawn, letter, column) => {
      if (letter === ".") return drawn;
      return drawn.dropToken(COLUMNS[column] as Column, letter === "x" ? "PlayerOne" : "PlayerTwo");
    }, board);
  }, Board.empty);
}

/** Returns the token of a cell in a pattern without four in a row: pairs of columns alternate from row to row. */
function filler({ column, row }: Cell): Token {
  return (Math.floor(COLUMNS.indexOf(column) / 2) + row) % 2 === 0 ? "PlayerOne" : "PlayerTwo";
}

/** Returns the cells of a line and all cells below them, in an order in which `last` is filled last. */
function cellsToFill(line: readonly Cell[], last: Cell): Cell[] {
  const columns = COLUMNS.filter((column) => line.some((cell) => cell.column === column));
  const cells = columns.flatMap((column) => {
    const height = Math.max(...line.filter((cell) => cell.column === column).map(({ row }) => row));
    return Array.from({ length: height }, (_, row): Cell => ({ column, row: row + 1 }));
  });
  return [...cells.filter((cell) => !same(cell, last)), last];
}

function drop(cells: readonly Cell[], tokenFor: (cell: Cell) => Token): Board {
  return cells.reduce((board, cell) => board.dropToken(cell.column, tokenFor(cell)), Board.empty);
}

test("there are 69 lines of four", () => {
  expect(new Set(LINES.map(nameOf)).size).toBe(69);
});

describe.each(TOKENS)("four in a row of %s", (token) => {
  it.each(LINES.map((line) => [nameOf(line), line] as const))(
    "win, and no three of them do: %s",
    (_, line) => {
      for (const last of line.filter(
        ({ column, row }) => !line.some((c) => c.column === column && c.row > row),
      )) {
        const cells = cellsToFill(line, last);
        const inLine = (cell: Cell) => line.some((one) => same(one, cell));
        const tokenFor = (fill: (cell: Cell) => Token) => (cell: Cell) => (inLine(cell) ? token : fill(cell));
        const boards = [filler, (cell: Cell) => other(filler(cell))]
          .map((fill) => ({
            before: drop(cells.slice(0, -1), tokenFor(fill)),
            won: drop(cells, tokenFor(fill)),
            broken: drop(cells, (cell) => (same(cell, last) ? other(token) : tokenFor(fill)(cell))),
          }))
          .filter(({ before, broken }) => !before.getResult() && !broken.getResult());

        expect(boards.length, "a board on which nothing else is in a row").toBeGreaterThan(0);
        for (const { won } of boards) {
          expect(won.getResult()).toBe(`${token}Won`);
          expect([...(won.winningLine() ?? [])].map((cell) => nameOf([cell])).sort()).toEqual(
            line.map((cell) => nameOf([cell])).sort(),
          );
        }
      }
    },
  );
});

describe("near misses", () => {
  it.each([
    ["three in a row", boardOf("xxx....")],
    ["three in a column", boardOf("x......", "x......", "x......")],
    ["three in a diagonal", boardOf("..x....", ".xo....", "xoo....")],
    ["four in a row, broken by the other colour", boardOf("xxoxx..")],
    ["four in a row, broken by a gap", boardOf("xx.xx..")],
    [
      "four in a column, broken by the other colour",
      boardOf("x......", "x......", "o......", "x......", "x......"),
    ],
    [
      "four in a diagonal, broken by the other colour",
      boardOf("....x..", "...xo..", "..oox..", ".xxoo..", "xoxxo.."),
    ],
    ["a row that goes on at the other edge, one row up", boardOf("xx.....", "ooo..xx")],
    ["a row that goes on at the other edge of the same row", boardOf("xx...xx")],
    [
      "a column that goes on at the bottom of the next",
      boardOf("x......", "x......", "o......", "x......", "ox.....", "ox....."),
    ],
    ["a diagonal that goes on at the other edge", boardOf("x.....o", "oo...xo", "xo..xxo", "ox.xoxx")],
  ])("%s", (_, board) => {
    expect(board.winningLine()).toBeUndefined();
    expect(board.getResult()).toBeUndefined();
  });
});

describe("more than four", () => {
  it("counts seven in a row, and shows four of them with the token that fell last", () => {
    const board = boardOf("xxx.xxx").dropToken("D", "PlayerOne");
    expect(board.getResult()).toBe("PlayerOneWon");
    expect(board.winningLine()?.map(({ column }) => column)).toEqual(["A", "B", "C", "D"]);
  });

  it("stays won, whatever is dropped afterwards", () => {
    const board = boardOf("xxxx...").dropToken("G", "PlayerTwo");
    expect(board.getResult()).toBe("PlayerOneWon");
  });
});

describe("room", () => {
  it("is for six tokens in every column", () => {
    for (const column of COLUMNS) {
      let board = Board.empty;
      for (let row = 1; row <= ROWS; row++) {
        expect(board.hasRoomInColumn(column)).toBe(true);
        board = board.dropToken(column, row % 2 === 0 ? "PlayerOne" : "PlayerTwo");
        expect(board.tokenAt({ column, row })).toBe(row % 2 === 0 ? "PlayerOne" : "PlayerTwo");
      }
      expect(board.hasRoomInColumn(column)).toBe(false);
      expect(board.columnsWithRoom()).toEqual(COLUMNS.filter((one) => one !== column));
      expect(() => board.dropToken(column, "PlayerOne")).toThrow(
        new ColumnFullError(column, board.columnsWithRoom()),
      );
    }
  });

  it("does not exist on a full board, which is a tie", () => {
    const columns = [...COLUMNS_TO_A_TIE] as Column[];
    const board = columns.reduce((drawn, column, move) => {
      expect(drawn.getResult()).toBeUndefined();
      return drawn.dropToken(column, move % 2 === 0 ? "PlayerOne" : "PlayerTwo");
    }, Board.empty);
    expect(board.columnsWithRoom()).toEqual([]);
    expect(board.getResult()).toBe("Tied");
    expect(board.winningLine()).toBeUndefined();
  });
});

test("a board never changes: dropping a token returns a new board", () => {
  const board = Board.empty;
  const next = board.dropToken("D", "PlayerOne");
  expect(board.tokenAt({ column: "D", row: 1 })).toBeUndefined();
  expect(next.tokenAt({ column: "D", row: 1 })).toBe("PlayerOne");
  expect(next.tokenAt({ column: "D", row: 2 })).toBeUndefined();
});

test("a column is one letter from A to G", () => {
  expect(COLUMNS.every(isColumn)).toBe(true);
  for (const text of ["H", "a", "", "AB", "1", "@", "__proto__"]) expect(isColumn(text)).toBe(false);
});
