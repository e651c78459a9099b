import { retryWhileBusy } from "../log/file/busy.ts";
import { streamBackwards, streamForwards } from "../log/pages.ts";
import { StreamState } from "../log/streams/stream-state.ts";
import type { ReadRequest } from "../protocol/read-request.ts";
import { streamDeleted, unforeseen } from "../protocol/rpc-errors.ts";
import type { ResponseStream } from "./response-stream.ts";
import type { Store } from "./store.ts";

/** Sends the events of a stream, or that there is no such stream (`Enumerator.ReadStreamForwards` and `-Backwards`). */
export async function readStream(
  { log, beginnings }: Store,
  stream: string,
  count: number,
  request: ReadRequest,
  responses: ResponseStream,
): Promise<void> {
  const { from, isBackwards, resolvesLinks, idsAsHalves } = request;
  // The server checks this first, whether the stream exists or not (`IndexReader.ReadStreamEventsForward`).
  if (from === "end" && !isBackwards) throw unforeseen("A stream cannot be read forwards from its end.");
  const state = await retryWhileBusy(() => new StreamState(log, stream));
  if (state.isTombstoned) throw streamDeleted(stream);
  if (state.isMissing) return responses.sendNotFound(stream);
  const first = firstOf(from, state);
  const isFromBeginning = first === 0 && !isBackwards && state.isWhole && !resolvesLinks;
  const known = isFromBeginning ? beginnings.of(stream, idsAsHalves) : undefined;
  let sent = 0;
  if (known && known.events > 0 && known.events <= count) {
    await responses.sendAgain(known.bytes);
    sent = known.events;
  }
  if (sent > state.lastRevision || sent === count) return;
  const pages = isBackwards
    ? streamBackwards(log, state, first, count)
    : streamForwards(log, state, first + sent, count - sent);
  for await (const page of pages) {
    const bytes = await responses.sendEvents(page);
    if (known) beginnings.add(stream, idsAsHalves, page, bytes);
  }
}

function firstOf(from: ReadRequest["from"], state: StreamState): number {
  if (from === "end") return state.lastRevision;
  return from === "start" ? 0 : from;
}
