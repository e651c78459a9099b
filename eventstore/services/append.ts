import type { AppendReq, AppendResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { Handler } from "../grpc/grpc-server.ts";
import type { ServerCall } from "../grpc/server-call.ts";
import { type Append, type AppendResult, append } from "../log/append.ts";
import { NO_REVISION } from "../log/events.ts";
import type { ExpectedRevision } from "../log/expected-revision.ts";
import { shared, streams } from "../protocol/generated.ts";
import { decodeStreamName } from "../protocol/identifiers.ts";
import { decodeExpectation, encodeRevision } from "../protocol/numbers.ts";
import { ProposedEvents } from "../protocol/proposed-events.ts";
import { invalidArgument, streamDeleted } from "../protocol/rpc-errors.ts";
import type { Store } from "./store.ts";

/** `Append`: one append in one call, first what is expected of the stream, then the events one by one. */
export function serveAppend({ commits }: Store): Handler<AppendReq, AppendResp> {
  return async (call) => {
    const request = await receive(call);
    const result = await commits.submit((log) => append(log, request));
    await call.send(respond(request, result));
  };
}

async function receive(call: ServerCall<AppendReq, AppendResp>): Promise<Append> {
  const proposed = new ProposedEvents();
  let options: AppendReq.Options | undefined;
  for await (const message of call.requests()) {
    const event = message.getProposedMessage();
    options ??= message.getOptions();
    if (options === undefined) throw invalidArgument("The first message of an append must be its options.");
    if (event) proposed.add(event);
  }
  if (options === undefined) throw invalidArgument("The append is empty.");
  const exact = options.hasRevision() ? options.getRevision() : undefined;
  return {
    stream: decodeStreamName(options.getStreamIdentifier()),
    expected: decodeExpectation(options, exact),
    events: proposed.events,
  };
}

function respond({ stream, expected }: Append, result: AppendResult): AppendResp {
  switch (result.kind) {
    case "appended":
      return new streams.AppendResp().setSuccess(success(result.revision, result.position));
    case "wrong-revision":
      return new streams.AppendResp().setWrongExpectedVersion(conflict(expected, result.current));
    case "stream-deleted":
      throw streamDeleted(stream);
  }
}

function success(revision: number, position: number) {
  const success = new streams.AppendResp.Success().setPosition(
    new streams.AppendResp.Position()
      .setCommitPosition(String(position))
      .setPreparePosition(String(position)),
  );
  return revision === NO_REVISION
    ? success.setNoStream(new shared.Empty())
    : success.setCurrentRevision(encodeRevision(revision));
}

function conflict(expected: ExpectedRevision, current: number) {
  const conflict = new streams.AppendResp.WrongExpectedVersion();
  if (current === NO_REVISION) conflict.setCurrentNoStream(new shared.Empty());
  else conflict.setCurrentRevision(encodeRevision(current));
  switch (expected) {
    case "any":
      return conflict.setExpectedAny(new shared.Empty());
    case "no_stream":
      return conflict.setExpectedNoStream(new shared.Empty());
    case "stream_exists":
      return conflict.setExpectedStreamExists(new shared.Empty());
    default:
      return conflict.setExpectedRevision(encodeRevision(expected));
  }
}
