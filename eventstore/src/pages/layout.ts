import { documentOf } from "../http/document.ts";
import { address, type Html, html } from "../http/html.ts";
import type { Page } from "../http/page.ts";
import { VERSION } from "../version.ts";

/** One page of the store. */
interface Layout {
  readonly title: string;
  /** which of the two lists it belongs to, if it is one of them itself */
  readonly place?: "streams" | "all";
  /** where what is new comes from; without it the page does not change */
  readonly live?: string;
  readonly content: Html;
  /** the HTTP status; without it, 200 */
  readonly status?: number;
}

/** Makes a whole page. */
export function pageOf({ title, place, live, content, status = 200 }: Layout): Page {
  const current = (name: string) => place === name && html` aria-current="page"`;
  return documentOf({
    title: `${title} · embedded-eventstore`,
    live,
    status,
    name: html`<a href="/">embedded-eventstore</a> <small>${VERSION}</small>`,
    lists: html`<a href="/"${current("streams")}>Streams</a> <a href="/all"${current("all")}>All events</a>`,
    main: html`<h1>${title}</h1>
${content}`,
  });
}

/** A page with one sentence, where there is nothing else to show. */
export function sentencePage(status: number, title: string, sentence: string): Page {
  return pageOf({ title, status, content: html`<p class="sentence">${sentence}</p>` });
}

/** The address of a stream's page. */
export function streamAddress(name: string, before?: number): string {
  return address("/stream", { name, before });
}

/** A time as the clock of this computer has it, such as "2026-03-01 14:05:12.345". */
export function timeOf(milliseconds: number): Html {
  const time = new Date(milliseconds);
  const local = `${time.toLocaleString("sv-SE")}.${String(milliseconds % 1000).padStart(3, "0")}`;
  return html`<time datetime="${time.toISOString()}">${local}</time>`;
}
