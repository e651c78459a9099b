import type { EventLog } from "../log/event-log.ts";
import { retryWhileBusy } from "../log/file/busy.ts";
import { streamBackwards, streamForwards } from "../log/pages.ts";
import { StreamState } from "../log/streams/stream-state.ts";
import type { ReadRequest } from "../protocol/read-request.ts";
import { streamDeleted, unforeseen } from "../protocol/rpc-errors.ts";
import type { ResponseStream } from "./response-stream.ts";
import type { Store } from "./store.ts";
import type { StreamBeginnings } from "./stream-beginnings.ts";

/** Sends the events of a stream, or that there is no such stream (`Enumerator.ReadStreamForwards` and `-Backwards`). */
export async function readStream(
  { log, beginnings }: Store,
  stream: string,
  count: number,
  request: ReadRequest,
  responses: ResponseStream,
): Promise<void> {
  const { from, isBackwards, resolvesLinks } = request;
  // The server checks this first, whether the stream exists or not (`IndexReader.ReadStreamEventsForward`).
  if (from === "end" && !isBackwards) throw unforeseen("A stream cannot be read forwards from its end.");
  const state = await retryWhileBusy(() => new StreamState(log, stream));
  if (state.isTombstoned) throw streamDeleted(stream);
  if (state.isMissing) return responses.sendNotFound(stream);
  const first = firstOf(from, state);
  if (first === 0 && !isBackwards && state.isWhole && !resolvesLinks) {
    return readFromBeginning(log, state, count, request, responses, beginnings);
  }
  const pages = isBackwards
    ? streamBackwards(log, state, first, count)
    : streamForwards(log, state, first, count);
  for await (const page of pages) await responses.sendEvents(page);
}

/** Sends events from the first one on. Those whose bytes are known it sends again, without reading them. */
async function readFromBeginning(
  log: EventLog,
  state: StreamState,
  count: number,
  { idsAsHalves }: ReadRequest,
  responses: ResponseStream,
  beginnings: StreamBeginnings,
): Promise<void> {
  const { stream, lastRevision } = state;
  const { events: known, bytes } = beginnings.of(stream, idsAsHalves);
  const next = known <= count ? known : 0;
  if (next > 0) await responses.sendAgain(bytes);
  if (next > lastRevision || next === count) return;
  for await (const page of streamForwards(log, state, next, count - next)) {
    beginnings.add(stream, idsAsHalves, page, await responses.sendEvents(page));
  }
}

function firstOf(from: ReadRequest["from"], state: StreamState): number {
  if (from === "end") return state.lastRevision;
  return from === "start" ? 0 : from;
}
