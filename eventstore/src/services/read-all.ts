import type { EventLog } from "../log/event-log.ts";
import { retryWhileBusy } from "../log/file/busy.ts";
import { allBackwards, allForwards } from "../log/pages.ts";
import type { ReadRequest } from "../protocol/read-request.ts";
import { noEventBeginsAt, unforeseen } from "../protocol/rpc-errors.ts";
import type { ResponseStream } from "./response-stream.ts";

/**
 * Sends events of all streams. As in the server, the event at `from` is included upwards and left out downwards
 * (`AllReader.cs`), and deleted and truncated events are still included.
 */
export async function readAll(
  log: EventLog,
  count: number,
  { from, isBackwards, filter }: ReadRequest,
  responses: ResponseStream,
): Promise<void> {
  const { position, end } = await retryWhileBusy(() => placesOf(from, log));
  if (isBackwards && position > end) {
    throw unforeseen(`Nothing has been appended yet that could be read downwards from position ${position}.`);
  }
  const looked = filter ? Infinity : count; // the most events to read from the log
  const pages = isBackwards ? allBackwards(log, position - 1, looked) : allForwards(log, position, looked);
  if (filter === undefined) {
    for await (const page of pages) await responses.sendEvents(page);
    return;
  }
  let remaining = count;
  for await (const page of pages) {
    const wanted = page.filter(filter.accepts).slice(0, remaining);
    await responses.sendEvents(wanted);
    remaining -= wanted.length;
    if (remaining === 0) return;
  }
}

/** Returns where the read begins, and the end of the log. @throws {StatusError} for a position between two events */
function placesOf(from: ReadRequest["from"], log: EventLog): { position: number; end: number } {
  const end = log.end();
  if (from === "end") return { position: end, end };
  if (from === "start") return { position: 0, end };
  if (!log.isPlace(from)) throw noEventBeginsAt(from);
  return { position: from, end };
}
