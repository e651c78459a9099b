import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js";
import { retryWhileBusy } from "../log/busy.ts";
import type { EventLog } from "../log/event-log.ts";
import { streamBackwards, streamForwards } from "../log/pages.ts";
import { StreamState } from "../log/stream-state.ts";
import { streams } from "../protocol/generated.ts";
import { decodeStreamName, encodeStreamName } from "../protocol/identifiers.ts";
import { decodeCount, decodeNumber } from "../protocol/numbers.ts";
import { invalidArgument, streamDeleted } from "../protocol/rpc-errors.ts";
import type { ResponseStream } from "./response-stream.ts";

const BACKWARDS = streams.ReadReq.Options.ReadDirection.BACKWARDS;

/** Sends the events of a stream, or says that it is not there (`Enumerator.ReadStreamForwards` and `-Backwards`). */
export async function readStream(
  log: EventLog,
  options: ReadReq.Options,
  request: ReadReq.Options.StreamOptions,
  responses: ResponseStream,
): Promise<void> {
  const stream = decodeStreamName(request.getStreamIdentifier());
  const count = decodeCount(options.getCount());
  const state = await retryWhileBusy(() => new StreamState(log, stream));
  if (state.isTombstoned) throw streamDeleted(stream);
  if (state.isMissing) return responses.send(notFound(stream));
  const pages =
    options.getReadDirection() === BACKWARDS
      ? streamBackwards(log, state, firstDownwards(request, state), count)
      : streamForwards(log, state, firstUpwards(request), count);
  for await (const page of pages) await responses.sendEvents(page);
}

function firstDownwards(request: ReadReq.Options.StreamOptions, state: StreamState): number {
  if (request.hasEnd()) return state.lastRevision;
  return request.hasRevision() ? decodeNumber(request.getRevision()) : 0;
}

function firstUpwards(request: ReadReq.Options.StreamOptions): number {
  if (request.hasEnd()) throw invalidArgument("A stream cannot be read forwards from its end.");
  return request.hasRevision() ? decodeNumber(request.getRevision()) : 0;
}

function notFound(stream: string) {
  const notFound = new streams.ReadResp.StreamNotFound().setStreamIdentifier(encodeStreamName(stream));
  return new streams.ReadResp().setStreamNotFound(notFound);
}
