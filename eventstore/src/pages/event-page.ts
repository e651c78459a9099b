import { html } from "../http/html.ts";
import type { Page, PageRequest } from "../http/page.ts";
import { retryWhileBusy } from "../log/file/busy.ts";
import { eventBody } from "./event-item.ts";
import { pageOf, sentencePage, timeOf } from "./layout.ts";
import { numberIn } from "./query.ts";
import type { Watched } from "./watched.ts";

/** One event, with all its bytes. */
export async function eventPage({ log }: Watched, { query }: PageRequest): Promise<Page> {
  const position = numberIn(query, "position");
  const [event] = position === undefined ? [] : await retryWhileBusy(() => log.readAllForwards(position, 1));
  if (event === undefined || event.position !== position) {
    return sentencePage(
      404,
      "No such event",
      "There is no event at this position: look for it among all events.",
    );
  }
  const content = html`<p class="facts">Stream <bdi>${event.stream}</bdi>, revision ${event.revision}, ${timeOf(event.created)}</p>
${eventBody(event, Number.MAX_SAFE_INTEGER)}`;
  return pageOf({ title: event.type, content });
}
