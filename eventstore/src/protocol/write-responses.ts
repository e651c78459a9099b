import { StatusCode } from "../grpc/status.ts";
import { NO_REVISION } from "../log/events.ts";
import type { Append, AppendResult } from "../log/streams/append.ts";
import type { ExpectedRevision } from "../log/streams/expected-revision.ts";
import { encodeStreamName } from "./identifiers.ts";
import { MessageWriter, type WriteFields } from "./message-writer.ts";
import { encodePosition, encodeRevision } from "./numbers.ts";
import { MaximumAppendSizeExceeded, streamDeleted, toStatusError } from "./rpc-errors.ts";

/*
 * The answers to the requests that change a stream (AppendResp, BatchAppendResp, DeleteResp and TombstoneResp in
 * streams.proto).
 */

/** Encodes the answer to `Append`. @throws {StatusError} for a tombstoned stream */
export function appendResponse({ stream, expected }: Append, result: AppendResult): Uint8Array {
  switch (result.kind) {
    case "appended":
      return MessageWriter.write((response) => response.message(1, successOf(result)));
    case "wrong-revision":
      return MessageWriter.write((response) =>
        response.message(2, conflictOf(expected, result.current, CURRENT_REVISION)),
      );
    case "stream-deleted":
      throw streamDeleted(stream);
  }
}

/**
 * Encodes the answer to `Delete` and `Tombstone`.
 *
 * @param position of the event that deletes the stream
 */
export function deleteResponse(position: number): Uint8Array {
  return MessageWriter.write((response) => response.message(1, encodePosition(position)));
}

/**
 * Encodes the answer to an append of a batch that the log has decided on (`Streams.BatchAppend.cs`).
 *
 * @param correlationId the UUID message of the request
 */
export function batchResponse(
  correlationId: Uint8Array,
  { stream, expected }: Append,
  result: AppendResult,
): Uint8Array {
  switch (result.kind) {
    case "appended":
      return envelope(correlationId, stream, 3, successOf(result));
    case "wrong-revision":
      return failure(
        correlationId,
        stream,
        StatusCode.ALREADY_EXISTS,
        "WrongExpectedVersion",
        conflictOf(expected, result.current, CURRENT_STREAM_REVISION),
      );
    case "stream-deleted":
      return failure(correlationId, stream, StatusCode.NOT_FOUND, "StreamDeleted", (deleted) =>
        deleted.message(1, encodeStreamName(stream)),
      );
  }
}

/** Encodes the answer to an append of a batch whose deadline has passed. */
export function batchTimeout(correlationId: Uint8Array, stream: string): Uint8Array {
  return failure(correlationId, stream, StatusCode.DEADLINE_EXCEEDED, "Timeout", () => {});
}

/**
 * Encodes the answer to an append of a batch that could not be decoded or written.
 *
 * @param stream empty if it could not be decoded
 */
export function batchFailure(correlationId: Uint8Array, stream: string, error: unknown): Uint8Array {
  if (error instanceof MaximumAppendSizeExceeded) {
    return failure(
      correlationId,
      stream,
      StatusCode.INVALID_ARGUMENT,
      "MaximumAppendSizeExceeded",
      (details) => details.integer(1, error.limit),
    );
  }
  // The client shows the message if it does not know the type of the details.
  const { code, details } = toStatusError(error);
  return envelope(
    correlationId,
    stream,
    2,
    statusOf(code, details, "google.protobuf.Empty", () => {}),
  );
}

/** @param kind the type of the details, by which the client chooses its error class (its `unpackError.js`) */
function failure(
  correlationId: Uint8Array,
  stream: string,
  code: StatusCode,
  kind: string,
  details: WriteFields,
): Uint8Array {
  return envelope(correlationId, stream, 2, statusOf(code, kind, `event_store.client.${kind}`, details));
}

/** @param field 2 for an error, 3 for a success */
function envelope(correlationId: Uint8Array, stream: string, field: 2 | 3, result: WriteFields): Uint8Array {
  // The client reads the stream's name of every error, and throws if there is none.
  return MessageWriter.write((response) =>
    response.bytes(1, correlationId).message(field, result).message(4, encodeStreamName(stream)),
  );
}

/** A Status of google.rpc, whose details are an Any. */
function statusOf(code: StatusCode, message: string, detailsType: string, details: WriteFields): WriteFields {
  return (status) =>
    status
      .integer(1, code)
      .text(2, message)
      .message(3, (any) => any.text(1, `type.googleapis.com/${detailsType}`).message(2, details));
}

function successOf({ revision, position }: AppendResult & { readonly kind: "appended" }): WriteFields {
  return (success) => {
    if (revision === NO_REVISION) success.message(2);
    else success.integer(1, encodeRevision(revision));
    if (position === undefined) success.message(4);
    else success.message(3, encodePosition(position));
  };
}

/** The first field of a conflict in WrongExpectedVersion of shared.proto, and in that of AppendResp. */
const CURRENT_STREAM_REVISION = 1;
const CURRENT_REVISION = 6;

/** @param first the number of the first of six fields, which both messages have in the same order */
function conflictOf(expected: ExpectedRevision, current: number, first: number): WriteFields {
  return (conflict) => {
    if (current === NO_REVISION) conflict.message(first + 1);
    else conflict.integer(first, encodeRevision(current));
    if (typeof expected === "number") conflict.integer(first + 2, encodeRevision(expected));
    else conflict.message(first + { any: 3, stream_exists: 4, no_stream: 5 }[expected]);
  };
}
