import { expect } from "vitest";
import { COLUMNS } from "../../../src/domain/board.ts";
import { boardsIn, cellsWith } from "../../cli/support/drawings.ts";
import { gameIn } from "../../cli/support/store-file.ts";

/**
 * Expects that the last board shown of each game has the stored tokens. (A game whose id is all zeros is typed text.)
 */
export async function expectStoredAsShown(screen: string, store: string): Promise<void> {
  const [, ...games] = screen.split(/^Game (?!0{8}-)(?=[\da-f-]{36}$)/m);
  for (const game of games) {
    const id = game.slice(0, 36);
    const { board } = await gameIn(store, id);
    const shown = boardsIn(game).findLast(isDrawn) ?? [];
    const tokens = [1, 2, 3, 4, 5, 6].flatMap((row) =>
      COLUMNS.map((column) => [`${column}${row}`, board.tokenAt({ column, row })] as const),
    );
    const stored = (token: string) => tokens.filter(([, one]) => one === token).map(([cell]) => cell);
    expect([cellsWith("X", shown), cellsWith("O", shown)]).toEqual([
      stored("PlayerOne"),
      stored("PlayerTwo"),
    ]);
  }
}

/** Checks whether the rows are a board; they are not if the line of letters was typed text. */
function isDrawn(rows: readonly string[]): boolean {
  return rows.length === 6 && rows.every((row) => /^(?: [.XO] |\[[XO]\]){6}(?: [.XO] ?|\[[XO]\])$/.test(row));
}
