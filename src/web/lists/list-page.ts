import { setTimeout as pause } from "node:timers/promises";
import { type Html, html, type LivePage } from "embedded-eventstore/http";
import { countLeftOut, leftOutGames } from "../../projections/queries.ts";
import type { Ask } from "../../projections/runner/read-model.ts";
import { short } from "../layout.ts";
import type { Sources } from "../sources.ts";
import { troubleTeller } from "../trouble.ts";

/** The maximum number of broken games or matches that are named. */
const MAX_LEFT_OUT = 20;

/** @returns the number before which a page of a list begins; undefined for the first page. */
export function beforeIn(query: URLSearchParams): number | undefined {
  const before = Number(query.get("before") || Number.NaN);
  return Number.isSafeInteger(before) ? before : undefined;
}

/**
 * Names what is left out of a list, so that the list does not look complete.
 *
 * @param one such as "one broken game", and `many` such as "broken games".
 * @param linkTo makes the link to the events of what is left out.
 */
export function leftOutPart(
  ask: Ask,
  one: string,
  many: string,
  linkTo: (id: string) => Html | undefined = () => undefined,
): Html | undefined {
  const count = countLeftOut(ask);
  if (count === 0) return undefined;
  const named = leftOutGames(ask, MAX_LEFT_OUT);
  return html`<section class="left-out"><h2>Left out: ${count === 1 ? one : `${count.toLocaleString("en")} ${many}`}</h2>
<ul>${named.map(({ id, fault }) => html`<li>${short(fault, 300)} ${linkTo(id)}</li>`)}</ul>${
    count > named.length && html`<p>and ${count - named.length} more</p>`
  }</section>`;
}

/** The minimum milliseconds between two messages. */
const PACE = 100;

/**
 * Sends a list again whenever it has changed.
 *
 * @param read asks the read model of the list.
 * @param draw draws the list from the read model.
 */
export function liveList(
  { news }: Sources,
  read: Sources["read"],
  draw: (ask: Ask) => Html,
  gone: AbortSignal,
): LivePage {
  return {
    async live(send) {
      let shown: string | undefined;
      const complain = troubleTeller(send);
      for (;;) {
        const version = news.version;
        await complain(news.trouble);
        const { text } = await read((ask) => html`<div data-part="list">${draw(ask)}</div>`);
        if (text !== shown) await send({ data: text });
        shown = text;
        await pause(PACE, undefined, { signal: gone });
        await news.after(version, gone);
      }
    },
  };
}
