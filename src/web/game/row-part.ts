import { type Html, html } from "embedded-eventstore/http";
import type { GameRow } from "../../projections/games.ts";
import { short } from "../layout.ts";
import { only } from "./shown-at.ts";
import type { Story } from "./story.ts";

const FIELDS = ["playerOne", "playerTwo", "moves", "result", "startedAt", "changedAt"] as const;

/** The game's row in the read model at every moment, with what the event has changed. */
export function rowPart({ moments }: Story, at: number): Html {
  return html`${moments.map(({ revision, row }, index) => {
    const before = moments[index - 1]?.row;
    return html`<dl class="row"${only(revision, at)}>${row ? FIELDS.map((field) => fieldOf(field, row, before)) : html`<dt>row</dt><dd>none yet</dd>`}</dl>`;
  })}`;
}

function fieldOf(field: (typeof FIELDS)[number], row: GameRow, before: GameRow | undefined): Html {
  const value = row[field] === null ? "null" : short(row[field] === "" ? '""' : row[field], 80);
  const isChanged = before?.[field] !== row[field];
  return html`<div><dt>${field}</dt><dd>${isChanged ? html`<mark>${value}</mark>` : value}</dd></div>`;
}
