import { type Html, html } from "embedded-eventstore/http";
import { type Cell, COLUMNS, ROWS, type Token } from "../../domain/board.ts";
import { nameOf, short } from "../layout.ts";
import { from, only, until } from "./shown-at.ts";
import type { Moment, Story } from "./story.ts";

const SHAPES = { PlayerOne: "X", PlayerTwo: "O" } as const satisfies Record<Token, string>;
const CLASSES = { PlayerOne: "one", PlayerTwo: "two" } as const satisfies Record<Token, string>;

/** The board at every moment, as a picture and, under it, as a table. */
export function boardPart({ moments }: Story, at: number): Html {
  const placed = new Map(moments.flatMap((moment) => (moment.cell ? [[keyOf(moment.cell), moment]] : [])));
  const rows = Array.from({ length: ROWS }, (_, index) => ROWS - index);
  const cells = rows.flatMap((row) => COLUMNS.map((column) => ({ column, row })));
  const winning = winningCells(moments);
  return html`<div class="board" role="group" aria-label="Board: each token leads to its event">
${COLUMNS.map((column) => html`<span class="column" aria-hidden="true">${column}</span>`)}
${cells.map((cell) => html`<span class="cell">${tokenOf(placed.get(keyOf(cell)), winning, at)}</span>`)}
</div>
<p class="turn">${moments.map((moment) => html`<span${only(moment.revision, at)}>${turnOf(moment)}</span>`)}</p>
<details class="as-table" id="as-table"><summary>The board as a table</summary>
<table><caption>From the bottom, row 1, to the top, row 6</caption>
<thead><tr><th scope="col">Row</th>${COLUMNS.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr><th scope="row">${row}</th>${COLUMNS.map((column) => textCell(placed.get(keyOf({ column, row })), at))}</tr>`,
  )}</tbody></table></details>`;
}

function keyOf({ column, row }: Cell): string {
  return `${column}${row}`;
}

function tokenIn({ board, cell }: Moment): Token | undefined {
  return cell && board.tokenAt(cell);
}

function tokenOf(moment: Moment | undefined, winning: Winning | undefined, at: number): Html | undefined {
  const token = moment && tokenIn(moment);
  if (!moment?.cell || !token) return undefined;
  const { revision, cell, objection } = moment;
  const classes = ["token", CLASSES[token], ...(objection ? ["objected"] : [])].join(" ");
  const wins = winning?.cells.has(keyOf(cell)) && html` data-wins="${winning.revision}"`;
  const label = `${keyOf(cell)}: ${SHAPES[token]}, event ${revision}${objection ? ", against today's rules" : ""}`;
  return html`<button type="button" class="${classes}" id="token-${revision}" data-token="${revision}" aria-label="${label}"${wins || ""}${from(revision, at)}></button>`;
}

function textCell(moment: Moment | undefined, at: number): Html {
  const token = moment && tokenIn(moment);
  if (!moment || !token) return html`<td>empty</td>`;
  const { revision } = moment;
  return html`<td><span${until(revision, at)}>empty</span><span${from(revision, at)}>${SHAPES[token]}</span></td>`;
}

/** A line of four, and the revision from which on it is there. */
interface Winning {
  readonly revision: number;
  readonly cells: ReadonlySet<string>;
}

function winningCells(moments: readonly Moment[]): Winning | undefined {
  for (const { revision, board } of moments) {
    const line = board.winningLine();
    if (line) return { revision, cells: new Set(line.map(keyOf)) };
  }
  return undefined;
}

/** @returns whose turn it is, or how the game has ended. */
function turnOf({ row, nextToken, isBroken, sentence }: Moment): Html {
  if (isBroken) return html`${short(sentence, 120)}`;
  if (!row) return html`The game has not started.`;
  const player = (token: Token) =>
    html`<span class="token ${CLASSES[token]}" aria-hidden="true"></span> ${nameOf(token === "PlayerOne" ? row.playerOne : row.playerTwo)} (${SHAPES[token]})`;
  if (nextToken) return html`${player(nextToken)} moves next`;
  if (row.result === "Tied") return html`It is a tie`;
  return html`${player(row.result === "PlayerTwoWon" ? "PlayerTwo" : "PlayerOne")} wins`;
}
