import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js";
import { retryWhileBusy } from "../log/busy.ts";
import type { EventLog } from "../log/event-log.ts";
import { allBackwards, allForwards } from "../log/pages.ts";
import { streams } from "../protocol/generated.ts";
import { decodeCount, decodeNumber } from "../protocol/numbers.ts";
import { unimplemented } from "../protocol/rpc-errors.ts";
import type { ResponseStream } from "./response-stream.ts";

const BACKWARDS = streams.ReadReq.Options.ReadDirection.BACKWARDS;

/**
 * Sends events of all streams. As in the server, a position is included upwards and excluded downwards
 * (`AllReader.cs`), and what has been deleted or truncated is still there.
 */
export async function readAll(
  log: EventLog,
  options: ReadReq.Options,
  request: ReadReq.Options.AllOptions,
  responses: ResponseStream,
): Promise<void> {
  if (options.hasFilter())
    throw unimplemented("Reading $all once with a filter is not served: use subscribeToAll.");
  const count = decodeCount(options.getCount());
  const position = await retryWhileBusy(() => positionOf(request, log));
  const pages =
    options.getReadDirection() === BACKWARDS
      ? allBackwards(log, position - 1, count)
      : allForwards(log, position, count);
  for await (const page of pages) await responses.sendEvents(page);
}

function positionOf(request: ReadReq.Options.AllOptions, log: EventLog): number {
  if (request.hasEnd()) return log.lastPosition() + 1;
  return decodeNumber(request.getPosition()?.getCommitPosition() ?? "0");
}
