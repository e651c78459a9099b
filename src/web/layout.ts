import { documentOf, type Html, html, type Page } from "embedded-eventstore/http";

interface Layout {
  readonly title: string;
  /** The list that the page shows. */
  readonly place?: "games" | "matches" | "leaderboard";
  /** The address from which the page gets its changes; without it the page does not change. */
  readonly live?: string;
  /** The name of a script and a style sheet of this page alone. */
  readonly own?: string;
  /** The content, with its heading. */
  readonly content: Html;
  /** The HTTP status; 200 by default. With 503 the browser asks again after a few seconds. */
  readonly status?: number;
}

/** Makes a whole page. */
export function pageOf({ title, place, live, own, content, status = 200 }: Layout): Page {
  const current = (name: string) => place === name && html` aria-current="page"`;
  return documentOf({
    title: `${short(title)} · Connect Four`,
    live,
    status,
    head: html`${status === 503 && html`<meta http-equiv="refresh" content="3">`}
${own !== undefined && html`<link rel="stylesheet" href="/${own}.css"><script src="/${own}.js" defer></script>`}`,
    name: html`<a href="/"><span class="token one" aria-hidden="true"></span><span class="token two" aria-hidden="true"></span> Connect Four</a>`,
    lists: html`<a href="/"${current("games")}>Games</a> <a href="/matches"${current("matches")}>Matches</a> <a href="/leaderboard"${current("leaderboard")}>Leaderboard</a>`,
    main: content,
  });
}

/** Makes a page with one sentence. */
export function sentencePage(status: number, title: string, sentence: string): Page {
  return pageOf({ title, status, content: html`<h1>${title}</h1><p class="sentence">${sentence}</p>` });
}

/** In characters. Names of this program have 40 at most; other programs may store a megabyte. */
const MAX_LENGTH = 60;

/** @returns the text, cut if it is very long. */
export function short(text: string, most = MAX_LENGTH): string {
  return text.length > most ? `${[...text.slice(0, 2 * most)].slice(0, most).join("")}…` : text;
}

/** @returns a name, which does not change the direction of the text around it. */
export function nameOf(name: string): Html {
  return html`<bdi>${short(name)}</bdi>`;
}

/** @returns the local time, such as "2026-03-01 14:05:12". */
export function timeOf(time: Date | string): Html {
  const date = new Date(time);
  return html`<time datetime="${date.toISOString()}">${date.toLocaleString("sv-SE")}</time>`;
}

/** @returns the time of day, such as "14:05:12". */
export function clockOf(time: Date): Html {
  return html`<time datetime="${time.toISOString()}">${time.toLocaleTimeString("sv-SE")}</time>`;
}
