import { EventStoreFileError } from "../errors.ts";
import { StatusCode, StatusError } from "../grpc/status.ts";
import { sqliteFailure } from "../log/file/sqlite.ts";

/*
 * The official client chooses its error class by the metadata "exception", and fills the fields of that class from the
 * rest of the metadata (its `CommandError.js`; the server's `RpcExceptions.cs` and `Constants.cs`).
 */

export function streamDeleted(stream: string): StatusError {
  return new StatusError(StatusCode.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: "stream-deleted",
    "stream-name": stream,
  });
}

/**
 * @param expected as the server counts: a revision, or -2 for any, -1 for no stream, -4 for stream exists
 * @param actual the stream's last revision, or -1
 */
export function wrongExpectedVersion(stream: string, expected: string, actual: number): StatusError {
  return new StatusError(
    StatusCode.FAILED_PRECONDITION,
    `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: "wrong-expected-version",
      "stream-name": stream,
      "expected-version": expected,
      "actual-version": String(actual),
    },
  );
}

/** The error for an append that is too large. It has a class of its own because a batch reports it in its own form. */
export class MaximumAppendSizeExceeded extends StatusError {
  /** the greatest size of one append, in bytes */
  readonly limit: number;

  constructor(limit: number) {
    super(StatusCode.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
      exception: "maximum-append-size-exceeded",
      "maximum-append-size": String(limit),
    });
    this.limit = limit;
  }
}

export function missingEventProperty(property: string): StatusError {
  return new StatusError(StatusCode.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: "missing-required-metadata-property",
    "required-metadata-properties": "type,content-type",
  });
}

/** Makes the error for an invalid request. @param sentence what is wrong with it */
export function invalidArgument(sentence: string): StatusError {
  return new StatusError(StatusCode.INVALID_ARGUMENT, sentence);
}

/**
 * Makes the error for a request at which the server's handler throws: its status is UNKNOWN.
 *
 * @param sentence what is wrong with the request
 */
export function unforeseen(sentence: string): StatusError {
  return new StatusError(StatusCode.UNKNOWN, sentence);
}

/** Makes the error for a position between events. The server's has only the first sentence (`Enumerator.ReadAllForwards`). */
export function noEventBeginsAt(position: number): StatusError {
  return unforeseen(
    `Unexpected ReadAllResult: Error. No event begins at position ${position}: only a position that the store has given will do.`,
  );
}

/** Makes the error for a call that is not served. @param sentence says what to use instead */
export function unimplemented(sentence: string): StatusError {
  return new StatusError(StatusCode.UNIMPLEMENTED, sentence);
}

export function shuttingDown(): StatusError {
  return new StatusError(StatusCode.UNAVAILABLE, "The event store is shutting down.");
}

/** Returns whether an error was made by {@link shuttingDown}. */
export function isShuttingDown(error: unknown): boolean {
  return error instanceof StatusError && error.code === StatusCode.UNAVAILABLE;
}

/** Turns any error into one that can be sent. */
export function toStatusError(error: unknown): StatusError {
  if (error instanceof StatusError) return error;
  if (error instanceof EventStoreFileError) return new StatusError(StatusCode.INTERNAL, error.message);
  switch (sqliteFailure(error)) {
    case "FULL":
      return new StatusError(
        StatusCode.RESOURCE_EXHAUSTED,
        "The event store cannot write: the disk is full.",
      );
    case "READONLY":
      return new StatusError(
        StatusCode.PERMISSION_DENIED,
        "The event store cannot write: its file is read-only.",
      );
    case "BUSY":
      return new StatusError(StatusCode.UNAVAILABLE, "The event store's file is locked by another process.");
    case "CORRUPT":
    case "NOTADB":
      return new StatusError(
        StatusCode.DATA_LOSS,
        "The event store's file is damaged: start the program again to hear what to do.",
      );
    default: {
      const reason = error instanceof Error ? error.message : String(error);
      return new StatusError(StatusCode.INTERNAL, `The event store failed: ${reason}.`);
    }
  }
}
