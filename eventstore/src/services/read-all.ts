import { retryWhileBusy } from "../log/busy.ts";
import type { EventLog } from "../log/event-log.ts";
import { allBackwards, allForwards } from "../log/pages.ts";
import type { ReadRequest } from "../protocol/read-request.ts";
import { unforeseen, unimplemented } from "../protocol/rpc-errors.ts";
import type { ResponseStream } from "./response-stream.ts";

/**
 * Sends events of all streams. As in the server, a position is included upwards and excluded downwards
 * (`AllReader.cs`), and what has been deleted or truncated is still there.
 */
export async function readAll(
  log: EventLog,
  count: number,
  { from, isBackwards, filter }: ReadRequest,
  responses: ResponseStream,
): Promise<void> {
  if (filter) throw unimplemented("Reading $all once with a filter is not served: use subscribeToAll.");
  const { position, end } = await retryWhileBusy(() => placesOf(from, log));
  if (isBackwards && position > end) {
    throw unforeseen(`Nothing has been appended yet that could be read downwards from position ${position}.`);
  }
  const pages = isBackwards ? allBackwards(log, position - 1, count) : allForwards(log, position, count);
  for await (const page of pages) await responses.sendEvents(page);
}

function placesOf(from: ReadRequest["from"], log: EventLog): { position: number; end: number } {
  const end = log.lastPosition() + 1;
  if (from === "end") return { position: end, end };
  return { position: from === "start" ? 0 : from, end };
}
