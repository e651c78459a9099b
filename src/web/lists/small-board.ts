import { type Html, html } from "embedded-eventstore/http";
import { COLUMNS, isColumn, ROWS } from "../../domain/board.ts";
import { tokenOfMove } from "../../projections/games.ts";

/** In units of the picture. */
const CELL = 10;

/**
 * Draws a small board. It is decoration beside the facts in words, and hidden from screen readers.
 *
 * @param moves as in `GameRow.moves`.
 */
export function smallBoard(moves: string): Html {
  const heights = new Map<string, number>();
  const tokens = [...moves].map((move) => {
    const column = move.toUpperCase();
    const height = heights.get(column) ?? 0;
    heights.set(column, height + 1);
    const x = (isColumn(column) ? COLUMNS.indexOf(column) : 0) * CELL + CELL / 2;
    const y = (ROWS - height) * CELL - CELL / 2;
    return tokenOfMove(move) === "PlayerOne"
      ? html`<path class="one" d="M${x - 3} ${y - 3}l6 6m0-6l-6 6"/>`
      : html`<circle class="two" cx="${x}" cy="${y}" r="3"/>`;
  });
  const [width, height] = [COLUMNS.length * CELL, ROWS * CELL];
  return html`<svg class="small-board" viewBox="0 0 ${width} ${height}" aria-hidden="true"><rect width="${width}" height="${height}" rx="4"/>${tokens}</svg>`;
}
