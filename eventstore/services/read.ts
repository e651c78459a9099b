import type { ReadReq, ReadResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { handleServerStreamingCall } from "@grpc/grpc-js";
import type { EventLog } from "../log/event-log.ts";
import { streamBackwards, streamForwards } from "../log/pages.ts";
import { StreamState } from "../log/stream-state.ts";
import { streams } from "../protocol/generated.ts";
import { decodeStreamName, encodeStreamName } from "../protocol/identifiers.ts";
import { decodeCount, decodeNumber } from "../protocol/revisions.ts";
import { invalidArgument, streamDeleted, unimplemented } from "../protocol/rpc-errors.ts";
import { ResponseStream } from "./response-stream.ts";

const BACKWARDS = 1;

/** `Read`: one request for everything that gives events, from a stream or from all, once or as a subscription. */
export function serveRead(log: EventLog): handleServerStreamingCall<ReadReq, ReadResp> {
  return async (call) => {
    const options = call.request.getOptions();
    const responses = new ResponseStream(call, options?.getUuidOption()?.hasStructured() ?? false);
    try {
      if (options === undefined) throw invalidArgument("The read has no options.");
      await answer(log, options, responses);
      responses.end();
    } catch (error) {
      responses.fail(error);
    }
  };
}

async function answer(log: EventLog, options: ReadReq.Options, responses: ResponseStream): Promise<void> {
  const stream = options.getStream();
  if (options.hasSubscription()) throw unimplemented("Subscriptions are not served yet.");
  if (stream === undefined) throw unimplemented("Reading $all is not served yet.");
  await readStream(log, options, stream, responses);
}

async function readStream(
  log: EventLog,
  options: ReadReq.Options,
  request: ReadReq.Options.StreamOptions,
  responses: ResponseStream,
): Promise<void> {
  const stream = decodeStreamName(request.getStreamIdentifier());
  const state = new StreamState(log, stream);
  const count = decodeCount(options.getCount());
  if (state.isTombstoned) throw streamDeleted(stream);
  if (state.isMissing) {
    const notFound = new streams.ReadResp.StreamNotFound().setStreamIdentifier(encodeStreamName(stream));
    await responses.send(new streams.ReadResp().setStreamNotFound(notFound));
    return;
  }
  const backwards = options.getReadDirection() === BACKWARDS;
  const from = request.hasRevision()
    ? decodeNumber(request.getRevision())
    : request.hasEnd()
      ? state.lastRevision
      : 0;
  const pages = backwards
    ? streamBackwards(log, state, from, count)
    : streamForwards(log, state, from, count);
  for await (const page of pages) for (const event of page) await responses.sendEvent(event);
}
