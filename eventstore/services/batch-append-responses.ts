import type { StreamIdentifier, UUID } from "@eventstore/db-client/generated/shared_pb.js";
import type { Status } from "@eventstore/db-client/generated/status_pb.js";
import type { BatchAppendResp } from "@eventstore/db-client/generated/streams_pb.js";
import type { Message } from "google-protobuf";
import any from "google-protobuf/google/protobuf/any_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { StatusCode } from "../grpc/status.ts";
import type { Append, AppendResult } from "../log/append.ts";
import { NO_REVISION } from "../log/events.ts";
import { shared, status, streams } from "../protocol/generated.ts";
import { encodeStreamName } from "../protocol/identifiers.ts";
import { encodeRevision } from "../protocol/numbers.ts";
import { MaximumAppendSizeExceeded, toStatusError } from "../protocol/rpc-errors.ts";

/** The answer to an append that the log has decided on (`Streams.BatchAppend.cs`). */
export function batchResponse(id: UUID | undefined, request: Append, result: AppendResult): BatchAppendResp {
  const identifier = encodeStreamName(request.stream);
  switch (result.kind) {
    case "appended":
      return envelope(id, identifier).setSuccess(success(result.revision, result.position));
    case "wrong-revision":
      return failure(
        id,
        identifier,
        StatusCode.ALREADY_EXISTS,
        "WrongExpectedVersion",
        conflict(request, result.current),
      );
    case "stream-deleted": {
      const details = new shared.StreamDeleted().setStreamIdentifier(identifier);
      return failure(id, identifier, StatusCode.NOT_FOUND, "StreamDeleted", details);
    }
  }
}

/** The answer to an append that came too late. */
export function batchTimeout(id: UUID | undefined, stream: StreamIdentifier | undefined): BatchAppendResp {
  return failure(id, stream, StatusCode.DEADLINE_EXCEEDED, "Timeout", new shared.Timeout());
}

/** The answer to an append that could not be understood or not be written. */
export function batchFailure(
  id: UUID | undefined,
  stream: StreamIdentifier | undefined,
  error: unknown,
): BatchAppendResp {
  if (error instanceof MaximumAppendSizeExceeded) {
    const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(error.limit);
    return failure(id, stream, StatusCode.INVALID_ARGUMENT, "MaximumAppendSizeExceeded", details);
  }
  // Details of a kind that the client does not know make it show the message.
  const { code: reason, details } = toStatusError(error);
  return envelope(id, stream).setError(statusOf(reason, details, "google.protobuf.Empty", new empty.Empty()));
}

function envelope(id: UUID | undefined, stream: StreamIdentifier | undefined): BatchAppendResp {
  // The client reads the stream's name of every error without looking whether there is one.
  return new streams.BatchAppendResp()
    .setCorrelationId(id)
    .setStreamIdentifier(stream ?? new shared.StreamIdentifier());
}

/** @param kind names the type of the details, and by it the client chooses its error class (its `unpackError.js`) */
function failure(
  id: UUID | undefined,
  stream: StreamIdentifier | undefined,
  reason: StatusCode,
  kind: string,
  details: Message,
): BatchAppendResp {
  return envelope(id, stream).setError(statusOf(reason, kind, `event_store.client.${kind}`, details));
}

function statusOf(reason: StatusCode, message: string, detailsType: string, details: Message): Status {
  const packed = new any.Any();
  packed.pack(details.serializeBinary(), detailsType);
  return new status.Status()
    .setCode(reason as number)
    .setMessage(message)
    .setDetails(packed);
}

function success(revision: number, position: number) {
  const success = new streams.BatchAppendResp.Success().setPosition(
    new shared.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );
  return revision === NO_REVISION
    ? success.setNoStream(new empty.Empty())
    : success.setCurrentRevision(encodeRevision(revision));
}

function conflict({ expected }: Append, current: number) {
  const conflict = new shared.WrongExpectedVersion();
  if (current === NO_REVISION) conflict.setCurrentNoStream(new empty.Empty());
  else conflict.setCurrentStreamRevision(encodeRevision(current));
  switch (expected) {
    case "any":
      return conflict.setExpectedAny(new empty.Empty());
    case "no_stream":
      return conflict.setExpectedNoStream(new empty.Empty());
    case "stream_exists":
      return conflict.setExpectedStreamExists(new empty.Empty());
    default:
      return conflict.setExpectedStreamPosition(encodeRevision(expected));
  }
}
