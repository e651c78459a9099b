import { retryWhileBusy } from "../log/busy.ts";
import type { EventLog } from "../log/event-log.ts";
import { streamBackwards, streamForwards } from "../log/pages.ts";
import { StreamState } from "../log/stream-state.ts";
import type { ReadRequest } from "../protocol/read-request.ts";
import { invalidArgument, streamDeleted } from "../protocol/rpc-errors.ts";
import type { ResponseStream } from "./response-stream.ts";

/** Sends the events of a stream, or says that it is not there (`Enumerator.ReadStreamForwards` and `-Backwards`). */
export async function readStream(
  log: EventLog,
  stream: string,
  count: number,
  { from, isBackwards }: ReadRequest,
  responses: ResponseStream,
): Promise<void> {
  const state = await retryWhileBusy(() => new StreamState(log, stream));
  if (state.isTombstoned) throw streamDeleted(stream);
  if (state.isMissing) return responses.sendNotFound(stream);
  const pages = isBackwards
    ? streamBackwards(log, state, firstDownwards(from, state), count)
    : streamForwards(log, state, firstUpwards(from), count);
  for await (const page of pages) await responses.sendEvents(page);
}

function firstDownwards(from: ReadRequest["from"], state: StreamState): number {
  if (from === "end") return state.lastRevision;
  return from === "start" ? 0 : from;
}

function firstUpwards(from: ReadRequest["from"]): number {
  if (from === "end") throw invalidArgument("A stream cannot be read forwards from its end.");
  return from === "start" ? 0 : from;
}
