import { setTimeout as sleep } from "node:timers/promises";
import { address, type Html, html } from "../http/html.ts";
import type { LivePage, Page, PageRequest } from "../http/page.ts";
import type { StreamEntry } from "../log/catalogue.ts";
import type { EventLog } from "../log/event-log.ts";
import { TOMBSTONE_REVISION } from "../log/events.ts";
import { StreamState } from "../log/streams/stream-state.ts";
import { pageOf, streamAddress, timeOf } from "./layout.ts";
import { numberIn } from "./query.ts";
import type { Watched } from "./watched.ts";

const STREAMS_ON_A_PAGE = 50;

/** The shortest time between two messages. */
const PACE_MILLISECONDS = 200;

/** The streams, the newest first. */
export async function streamsPage(
  { log }: Watched,
  { query }: PageRequest,
  connection: string,
): Promise<Page> {
  const prefix = query.get("prefix") ?? "";
  const before = numberIn(query, "before");
  const content = html`<form action="/" role="search">
<label>Names that begin with <input name="prefix" value="${prefix}" autocomplete="off" spellcheck="false"></label> <button>Find</button>
</form>
<div class="list" data-part="streams">${await listOf(log, prefix, before)}</div>
<p class="connection">Programs connect to <code>${connection}</code></p>`;
  const live = before === undefined ? { live: address("/live/streams", { prefix }) } : {};
  return pageOf({ title: "Streams", place: "streams", content, ...live });
}

/** The same list again, whenever the log has changed. */
export function liveStreams({ log, changes }: Watched, { query, gone }: PageRequest): LivePage {
  const prefix = query.get("prefix") ?? "";
  return {
    async live(send) {
      for (;;) {
        const version = changes.version;
        const list = await listOf(log, prefix, undefined);
        await send({ data: html`<div data-part="streams">${list}</div>`.text });
        await sleep(PACE_MILLISECONDS, undefined, { signal: gone });
        await changes.after(version, gone);
      }
    },
  };
}

async function listOf(log: EventLog, prefix: string, before: number | undefined): Promise<Html> {
  const entries = await log.catalogue.streams(prefix, before ?? Number.MAX_SAFE_INTEGER, STREAMS_ON_A_PAGE);
  const last = entries.length === STREAMS_ON_A_PAGE ? entries.at(-1) : undefined;
  if (entries.length === 0) return html`<p class="sentence">${nothing(prefix, before)}</p>`;
  return html`<table>
<thead><tr><th scope="col">Stream</th><th scope="col" class="number">Last revision</th><th scope="col">Last event</th><th scope="col">When</th></tr></thead>
<tbody>${entries.map((entry) => rowOf(log, entry))}</tbody>
</table>
${last && html`<p class="pages"><a href="${address("/", { prefix, before: last.number })}" rel="next">Older streams</a></p>`}`;
}

function rowOf(log: EventLog, { number, name, lastRevision, lastType, changed }: StreamEntry): Html {
  const isTombstoned = lastRevision === TOMBSTONE_REVISION;
  const isDeleted = isTombstoned || new StreamState(log, name).isSoftDeleted;
  return html`<tr><th scope="row"><a id="stream-${number}" href="${streamAddress(name)}"><bdi>${name}</bdi></a>${isDeleted && html` <em>deleted</em>`}</th><td class="number">${isTombstoned ? "" : lastRevision}</td><td>${lastType}</td><td>${timeOf(changed)}</td></tr>`;
}

function nothing(prefix: string, before: number | undefined): string {
  if (before !== undefined) return "There are no older streams.";
  return prefix === ""
    ? "Nothing has been stored yet: as soon as something is, it is shown here."
    : `No stream has a name that begins with ${prefix}.`;
}
