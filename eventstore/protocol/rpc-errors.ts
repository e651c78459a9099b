import { Metadata, type StatusObject, status } from "@grpc/grpc-js";
import { sqliteFailure } from "../log/sqlite.ts";

/**
 * An error as it goes over the wire. The official client chooses its error class by the metadata "exception", and
 * fills the fields of that class from the rest of the metadata (its `CommandError.js`; the server's
 * `RpcExceptions.cs` and `Constants.cs`).
 */
export class RpcError extends Error implements StatusObject {
  override readonly name = "RpcError";
  readonly code: status;
  readonly details: string;
  readonly metadata = new Metadata();

  constructor(code: status, details: string, metadata: Readonly<Record<string, string>> = {}) {
    super(details);
    this.code = code;
    this.details = details;
    for (const [key, value] of Object.entries(metadata)) this.metadata.set(key, printable(value));
  }
}

export function streamDeleted(stream: string): RpcError {
  return new RpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: "stream-deleted",
    "stream-name": stream,
  });
}

/**
 * @param expected as the server counts: a revision, or -2 for any, -1 for no stream, -4 for stream exists
 * @param actual the stream's last revision, or -1
 */
export function wrongExpectedVersion(stream: string, expected: string, actual: number): RpcError {
  return new RpcError(
    status.FAILED_PRECONDITION,
    `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: "wrong-expected-version",
      "stream-name": stream,
      "expected-version": expected,
      "actual-version": String(actual),
    },
  );
}

/** Tells the append that is too large from other mistakes, for a batch reports it in a form of its own. */
export class MaximumAppendSizeExceeded extends RpcError {
  /** the most that one append may have, in bytes */
  readonly limit: number;

  constructor(limit: number) {
    super(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
      exception: "maximum-append-size-exceeded",
      "maximum-append-size": String(limit),
    });
    this.limit = limit;
  }
}

export function missingEventProperty(property: string): RpcError {
  return new RpcError(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: "missing-required-metadata-property",
    "required-metadata-properties": "type,content-type",
  });
}

/** @param sentence what is wrong with the request */
export function invalidArgument(sentence: string): RpcError {
  return new RpcError(status.INVALID_ARGUMENT, sentence);
}

/** @param sentence what is not served, and what to use instead */
export function unimplemented(sentence: string): RpcError {
  return new RpcError(status.UNIMPLEMENTED, sentence);
}

export function shuttingDown(): RpcError {
  return new RpcError(status.UNAVAILABLE, "The event store is shutting down.");
}

/** Whatever went wrong while a request was served, in a form that can be sent. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  switch (sqliteFailure(error)) {
    case "FULL":
      return new RpcError(status.RESOURCE_EXHAUSTED, "The event store cannot write: the disk is full.");
    case "READONLY":
      return new RpcError(status.PERMISSION_DENIED, "The event store cannot write: its file is read-only.");
    case "BUSY":
      return new RpcError(status.UNAVAILABLE, "The event store's file is locked by another process.");
    case "CORRUPT":
    case "NOTADB":
      return new RpcError(status.DATA_LOSS, "The event store's file is damaged: restore a copy of it.");
    default: {
      const reason = error instanceof Error ? error.message : String(error);
      return new RpcError(status.INTERNAL, `The event store failed: ${reason}.`);
    }
  }
}

/** Metadata carries printable ASCII alone; anything else is escaped as in a URL. */
function printable(text: string): string {
  return text.replace(/[^ -~]+/g, encodeURIComponent);
}
