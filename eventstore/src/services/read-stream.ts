import type { EventLog } from "../log/event-log.ts";
import { retryWhileBusy } from "../log/file/busy.ts";
import { streamBackwards, streamForwards } from "../log/pages.ts";
import { StreamState } from "../log/streams/stream-state.ts";
import type { ReadRequest } from "../protocol/read-request.ts";
import { streamDeleted, unforeseen } from "../protocol/rpc-errors.ts";
import type { ResponseStream } from "./response-stream.ts";

/** Sends the events of a stream, or that there is no such stream (`Enumerator.ReadStreamForwards` and `-Backwards`). */
export async function readStream(
  log: EventLog,
  stream: string,
  count: number,
  { from, isBackwards }: ReadRequest,
  responses: ResponseStream,
): Promise<void> {
  // The server checks this first, whether the stream exists or not (`IndexReader.ReadStreamEventsForward`).
  if (from === "end" && !isBackwards) throw unforeseen("A stream cannot be read forwards from its end.");
  const state = await retryWhileBusy(() => new StreamState(log, stream));
  if (state.isTombstoned) throw streamDeleted(stream);
  if (state.isMissing) return responses.sendNotFound(stream);
  const first = firstOf(from, state);
  const pages = isBackwards
    ? streamBackwards(log, state, first, count)
    : streamForwards(log, state, first, count);
  for await (const page of pages) await responses.sendEvents(page);
}

function firstOf(from: ReadRequest["from"], state: StreamState): number {
  if (from === "end") return state.lastRevision;
  return from === "start" ? 0 : from;
}
