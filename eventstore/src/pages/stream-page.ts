import { address, type Html, html } from "../http/html.ts";
import type { Page, PageRequest } from "../http/page.ts";
import type { EventLog } from "../log/event-log.ts";
import type { RecordedEvent } from "../log/events.ts";
import { retryWhileBusy } from "../log/file/busy.ts";
import { streamBackwards } from "../log/pages.ts";
import { StreamState } from "../log/streams/stream-state.ts";
import { eventItem } from "./event-item.ts";
import { pageOf, sentencePage, streamAddress } from "./layout.ts";
import { numberIn } from "./query.ts";
import type { Watched } from "./watched.ts";

const EVENTS_ON_A_PAGE = 50;

/** The events of one stream, the last one first. */
export async function streamPage({ log }: Watched, { query, gone }: PageRequest): Promise<Page> {
  const name = query.get("name") ?? "";
  const before = numberIn(query, "before");
  const after = await retryWhileBusy(() => log.lastPosition()); // what comes later is told live
  const state = name.includes("\0") ? undefined : await retryWhileBusy(() => new StreamState(log, name));
  if (!state || state.neverExisted) {
    return sentencePage(
      404,
      "No such stream",
      `There is no stream ${name || "without a name"}: look for it among the streams.`,
    );
  }
  const { items, last } = await itemsOf(log, state, before ?? state.lastRevision + 1, gone);
  const older = last && last.revision > state.firstReadableRevision ? last.revision : undefined;
  const content = html`${stateOf(state).map((sentence) => html`<p class="sentence">${sentence}</p>`)}
<ol class="events" data-part="events" aria-label="Events, the last one first">${items}</ol>
<p class="pages">${before !== undefined && html`<a href="${streamAddress(name)}">The last events</a>`} ${
    older !== undefined && html`<a href="${streamAddress(name, older)}" rel="next">Older events</a>`
  }</p>`;
  const live = before === undefined && { live: address("/live/events", { stream: name, since: after + 1 }) };
  return pageOf({ title: `Stream ${name}`, content, ...live });
}

async function itemsOf(
  log: EventLog,
  state: StreamState,
  before: number,
  gone: AbortSignal,
): Promise<{ items: Html[]; last: RecordedEvent | undefined }> {
  const items: Html[] = [];
  let last: RecordedEvent | undefined;
  if (state.isMissing || state.isTombstoned) return { items, last };
  for await (const page of streamBackwards(log, state, before - 1, EVENTS_ON_A_PAGE)) {
    gone.throwIfAborted();
    items.push(...page.map(eventItem));
    last = page.at(-1);
  }
  return { items, last };
}

/** What readers of the stream should know. */
function stateOf(state: StreamState): string[] {
  if (state.isTombstoned) return ["This stream has been deleted for good: it is never there again."];
  if (state.isSoftDeleted) return ["This stream has been deleted; it begins again with the next event."];
  const { firstReadableRevision, oldestReadableTime, lastRevision } = state;
  return [
    ...(lastRevision < 0 ? ["This stream has metadata, and no events yet."] : []),
    ...(firstReadableRevision > 0
      ? [`Events before revision ${firstReadableRevision} have been cut off.`]
      : []),
    ...(oldestReadableTime > 0 ? ["Events above a certain age are cut off."] : []),
  ];
}
