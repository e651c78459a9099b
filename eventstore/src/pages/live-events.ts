import { setTimeout as sleep } from "node:timers/promises";
import { html } from "../http/html.ts";
import type { LivePage, PageRequest } from "../http/page.ts";
import type { Sought } from "../log/catalogue.ts";
import type { RecordedEvent } from "../log/events.ts";
import { retryWhileBusy } from "../log/file/busy.ts";
import { PageReader } from "../log/pages.ts";
import { soughtIn } from "./all-page.ts";
import { correlationOf, eventItem } from "./event-item.ts";
import { numberIn } from "./query.ts";
import type { Watched } from "./watched.ts";

/** How many events a message has, at most: of more that come at once, the last ones. */
const MOST_EVENTS = 50;

/** The shortest time between two messages: nobody reads faster, and a busy store has other things to do. */
const PACE_MILLISECONDS = 50;

/** Events as they are appended: of one stream, of some types, or with a correlation id. */
export function liveEvents({ log, changes }: Watched, { query, gone }: PageRequest): LivePage {
  const sought = soughtIn(query);
  const stream = query.get("stream") ?? undefined;
  return {
    async live(send) {
      const end = await retryWhileBusy(() => log.lastPosition() + 1);
      let from = numberIn(query, "since") ?? end;
      // The page is of another store, or of an older state of this one.
      if (from > end) await send({ name: "stale", data: "" });
      const reader = new PageReader((position, limit) => log.readAllForwards(position, limit));
      for (;;) {
        const version = changes.version;
        let found: RecordedEvent[] = [];
        let left = 0;
        for (let isLast = false; !isLast; ) {
          const page = await reader.page(from);
          gone.throwIfAborted();
          const news = page.events.filter((event) => matches(event, stream, sought));
          found = [...found, ...news];
          left += Math.max(0, found.length - MOST_EVENTS);
          found = found.slice(-MOST_EVENTS);
          from = (page.events.at(-1)?.position ?? from - 1) + 1;
          isLast = page.isLast;
        }
        if (found.length > 0) {
          const gap =
            left > 0
              ? html`<li class="gap">${left.toLocaleString("en")} more came at the same time.</li>`
              : "";
          const { text } =
            html`<ol data-first="events">${found.reverse().map(eventItem)}${gap}</ol><div data-part="none-yet"></div>`;
          await send({ id: String(from), data: text });
          await sleep(PACE_MILLISECONDS, undefined, { signal: gone });
        }
        await changes.after(version, gone);
      }
    },
  };
}

function matches(event: RecordedEvent, stream: string | undefined, { type, correlation }: Sought): boolean {
  return (
    (stream === undefined || event.stream === stream) &&
    (type === undefined || event.type.startsWith(type)) &&
    (correlation === undefined || correlationOf(event) === correlation)
  );
}
