import { EventStoreFileError } from "../errors.ts";
import { StatusCode, StatusError } from "../grpc/status.ts";
import { sqliteFailure } from "../log/sqlite.ts";

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

/** Tells the append that is too large from other mistakes, for a batch reports it in a form of its own. */
export class MaximumAppendSizeExceeded extends StatusError {
  /** the most that one append may have, in bytes */
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

/** @param sentence what is wrong with the request */
export function invalidArgument(sentence: string): StatusError {
  return new StatusError(StatusCode.INVALID_ARGUMENT, sentence);
}

/**
 * The end of a request that the server does not check, but fails at: what its handlers do not catch becomes UNKNOWN.
 *
 * @param sentence what is wrong with the request
 */
export function unforeseen(sentence: string): StatusError {
  return new StatusError(StatusCode.UNKNOWN, sentence);
}

/** The server says no more than "Unexpected ReadAllResult: Error" (`Enumerator.ReadAllForwards`). */
export function noEventBeginsAt(position: number): StatusError {
  return unforeseen(
    `Unexpected ReadAllResult: Error. No event begins at position ${position}: only a position that the store has given will do.`,
  );
}

/** @param sentence what is not served, and what to use instead */
export function unimplemented(sentence: string): StatusError {
  return new StatusError(StatusCode.UNIMPLEMENTED, sentence);
}

export function shuttingDown(): StatusError {
  return new StatusError(StatusCode.UNAVAILABLE, "The event store is shutting down.");
}

/** Whether an error is one of {@link shuttingDown}. */
export function isShuttingDown(error: unknown): boolean {
  return error instanceof StatusError && error.code === StatusCode.UNAVAILABLE;
}

/** Whatever went wrong while a request was served, in a form that can be sent. */
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
