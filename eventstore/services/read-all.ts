import { retryWhileBusy } from "../log/busy.ts";
import type { EventLog } from "../log/event-log.ts";
import { allBackwards, allForwards } from "../log/pages.ts";
import type { ReadRequest } from "../protocol/read-request.ts";
import { unimplemented } from "../protocol/rpc-errors.ts";
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
  const position = await retryWhileBusy(() => positionOf(from, log));
  const pages = isBackwards ? allBackwards(log, position - 1, count) : allForwards(log, position, count);
  for await (const page of pages) await responses.sendEvents(page);
}

function positionOf(from: ReadRequest["from"], log: EventLog): number {
  if (from === "end") return log.lastPosition() + 1;
  return from === "start" ? 0 : from;
}
