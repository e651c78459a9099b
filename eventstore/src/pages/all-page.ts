import { address, type Html, html } from "../http/html.ts";
import type { Page, PageRequest } from "../http/page.ts";
import type { Sought } from "../log/catalogue.ts";
import type { EventLog } from "../log/event-log.ts";
import { retryWhileBusy } from "../log/file/busy.ts";
import { correlationOf, eventItem } from "./event-item.ts";
import { pageOf } from "./layout.ts";
import { numberIn } from "./query.ts";
import type { Watched } from "./watched.ts";

const EVENTS_ON_A_PAGE = 50;

/** How many events one search looks at. */
const MOST_LOOKED_AT = 1_000_000;

/** The events of all streams, the last one first. */
export async function allPage({ log }: Watched, { query, gone }: PageRequest): Promise<Page> {
  const sought = soughtIn(query);
  const { type, correlation } = sought;
  const before = numberIn(query, "before");
  const after = await retryWhileBusy(() => log.lastPosition()); // what comes later is told live
  const { positions, reached } = await log.catalogue.search(
    sought,
    before ?? after + 1,
    EVENTS_ON_A_PAGE,
    MOST_LOOKED_AT,
    gone,
  );
  const items = await itemsAt(log, positions, sought);
  const isFull = positions.length === EVENTS_ON_A_PAGE;
  const content = html`<form action="/all" role="search">
<label>Types that begin with <input name="type" value="${type ?? ""}" autocomplete="off" spellcheck="false"></label>
<label>Correlation id <input name="correlation" value="${correlation ?? ""}" autocomplete="off" spellcheck="false"></label> <button>Find</button>
</form>
<ol class="events" data-part="events" aria-label="Events, the last one first">${items}</ol>
<div data-part="none-yet">${items.length === 0 && html`<p class="sentence">There are no such events${reached !== undefined && " among those that have been looked at"}.</p>`}</div>
<p class="pages">${before !== undefined && html`<a href="${address("/all", { type, correlation })}">The last events</a>`} ${
    reached !== undefined &&
    html`<a href="${address("/all", { type, correlation, before: reached })}" rel="next">${isFull ? "Older events" : "Look further back"}</a>`
  }</p>`;
  const live = before === undefined && {
    live: address("/live/events", { type, correlation, since: after + 1 }),
  };
  return pageOf({ title: "All events", place: "all", content, ...live });
}

/** Which events the page is asked for. */
export function soughtIn(query: URLSearchParams): Sought {
  const type = query.get("type")?.trim() || undefined;
  const correlation = query.get("correlation")?.trim() || undefined;
  return { type, correlation };
}

async function itemsAt(
  log: EventLog,
  positions: readonly number[],
  { correlation }: Sought,
): Promise<Html[]> {
  const items: Html[] = [];
  for (const position of positions) {
    // One at a time: each may have a megabyte of data, of which a little is shown.
    const [event] = await retryWhileBusy(() => log.readAllForwards(position, 1));
    if (event && (correlation === undefined || correlationOf(event) === correlation))
      items.push(eventItem(event));
  }
  return items;
}
