import { describe, expect, it } from "vitest";
import { drawBoard, shapeOf } from "../../../src/cli/screens/board.ts";
import { Board, type Column } from "../../../src/domain/board.ts";

const ESCAPE = "\u001b";

/** Returns the board after tokens of player one and player two, in turn, in these columns. */
function boardAfter(columns: string): Board {
  return [...columns].reduce(
    (board, column, index) => board.dropToken(column as Column, index % 2 === 0 ? "PlayerOne" : "PlayerTwo"),
    Board.empty,
  );
}

describe("the board", () => {
  it("is drawn with letters above its columns, and with two tokens that differ in shape", () => {
    expect(drawBoard(boardAfter("DDEG"), false).split("\n")).toEqual([
      " A  B  C  D  E  F  G",
      " .  .  .  .  .  .  .",
      " .  .  .  .  .  .  .",
      " .  .  .  .  .  .  .",
      " .  .  .  .  .  .  .",
      " .  .  .  O  .  .  .",
      " .  .  .  X  X  .  O",
    ]);
  });

  it("shows the winning four, and them alone, in brackets", () => {
    const [, ...won] = drawBoard(boardAfter("ABBCCDCDDGD"), false).split("\n");
    expect(won.slice(2)).toEqual([
      " .  .  . [X] .  .  .",
      " .  . [X] X  .  .  .",
      " . [X] X  O  .  .  .",
      "[X] O  O  O  .  .  O",
    ]);
    expect(drawBoard(boardAfter("ABBCCDCDDG"), false)).not.toContain("[");
  });

  it("has colours for the two tokens only, and none if colours are off", () => {
    const board = boardAfter("ABABABA");
    const colors = new RegExp(`${ESCAPE}\\[[\\d;]*m`, "g");
    const colored = drawBoard(board, true);
    expect(colored.replace(colors, "")).toBe(drawBoard(board, false));
    expect(drawBoard(board, false)).not.toMatch(colors);
    expect(colored).toContain(`${ESCAPE}[31m`);
    expect(colored).toContain(`${ESCAPE}[33m O ${ESCAPE}[39m`);
    expect(drawBoard(Board.empty, true)).toBe(drawBoard(Board.empty, false));
    expect(shapeOf("PlayerOne")).not.toBe(shapeOf("PlayerTwo"));
  });
});
