import { LIVE_SCRIPT } from "../http/live-script.ts";
import type { Pages } from "../http/page.ts";
import { allPage } from "./all-page.ts";
import { eventPage } from "./event-page.ts";
import { ICON } from "./icon.ts";
import { liveEvents } from "./live-events.ts";
import { streamPage } from "./stream-page.ts";
import { liveStreams, streamsPage } from "./streams-page.ts";
import { STYLE } from "./style.ts";
import type { Watched } from "./watched.ts";

/**
 * The pages on which people look at what is stored. What they need is in this program: nothing is fetched from elsewhere.
 *
 * @param connectionString what clients take
 */
export function browserPages(watched: Watched, connectionString: string): Pages {
  const asset = (contentType: string, body: string) => () => ({ status: 200, contentType, body });
  return {
    "/": (request) => streamsPage(watched, request, connectionString),
    "/stream": (request) => streamPage(watched, request),
    "/all": (request) => allPage(watched, request),
    "/event": (request) => eventPage(watched, request),
    "/live/streams": (request) => liveStreams(watched, request),
    "/live/events": (request) => liveEvents(watched, request),
    "/live.js": asset("text/javascript; charset=utf-8", LIVE_SCRIPT),
    "/style.css": asset("text/css; charset=utf-8", STYLE),
    "/icon.svg": asset("image/svg+xml", ICON),
  };
}
