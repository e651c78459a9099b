import { NO_REVISION, TOMBSTONE_REVISION } from "../log/events.ts";
import { retryWhileBusy } from "../log/file/busy.ts";
import { PageReader, streamForwards } from "../log/pages.ts";
import { StreamState } from "../log/streams/stream-state.ts";
import type { ReadRequest } from "../protocol/read-request.ts";
import { streamDeleted } from "../protocol/rpc-errors.ts";
import type { ResponseStream } from "./response-stream.ts";
import type { Store } from "./store.ts";

/**
 * Sends the events of a stream after a revision, and then those that are appended, until the client leaves
 * (`Enumerator.StreamSubscription`). The stream need not exist.
 */
export async function subscribeToStream(
  store: Store,
  stream: string,
  request: ReadRequest,
  responses: ResponseStream,
): Promise<void> {
  const state = await retryWhileBusy(() => new StreamState(store.log, stream));
  // From the end, the server reads nothing that could fail: it confirms, and stays silent.
  if (state.isTombstoned && request.from !== "end") throw streamDeleted(stream);
  const lastSeen = lastSeenBy(request, state);
  await responses.confirmSubscription();
  await catchUp(store, state, lastSeen, responses);
  await goLive(store, stream, Math.max(lastSeen, state.lastRevision), responses);
}

function lastSeenBy({ from }: ReadRequest, state: StreamState): number {
  if (from === "end") return state.lastRevision;
  return from === "start" ? NO_REVISION : from;
}

/** Sends the events that there were at the beginning, if the stream's metadata leaves them readable. */
async function catchUp({ log }: Store, state: StreamState, lastSeen: number, responses: ResponseStream) {
  for await (const page of streamForwards(log, state, lastSeen + 1)) {
    const past = page.filter((event) => event.revision <= state.lastRevision);
    await responses.sendEvents(past);
    if (past.length < page.length) return;
  }
}

/** Sends all events that have been appended since, whatever the stream's metadata says of them. */
async function goLive({ log, changes }: Store, stream: string, lastSeen: number, responses: ResponseStream) {
  const pages = new PageReader((revision, limit) =>
    log.readStreamForwards({ stream, from: revision, limit }),
  );
  let from = lastSeen + 1;
  let isCaughtUp = false;
  for (;;) {
    const version = changes.version;
    const { events, isLast } = await pages.page(from);
    await responses.sendEvents(events);
    const last = events.at(-1);
    if (last?.revision === TOMBSTONE_REVISION) throw streamDeleted(stream);
    if (last) from = last.revision + 1;
    if (!isLast) continue;
    if (!isCaughtUp) await responses.sendCaughtUp();
    isCaughtUp = true;
    await changes.after(version, responses.gone);
  }
}
