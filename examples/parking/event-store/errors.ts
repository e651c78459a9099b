import {
  convertToCommandError,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from "@eventstore/db-client";

/** The event store does not answer, or refuses to. */
export class EventStoreUnavailableError extends Error {
  override readonly name = "EventStoreUnavailableError";

  constructor(address: string, cause: unknown) {
    const [reason = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    super(`The event store at ${address} cannot be used: ${reason.replace(/[.\s]+$/, "")}.`, { cause });
  }
}

const ANSWERS = [WrongExpectedVersionError, StreamNotFoundError, StreamDeletedError];

/** @returns whether the error is an answer of the store, not a failure to get one. */
export function isAnswer(error: unknown): boolean {
  const reason = error instanceof Error ? convertToCommandError(error) : error;
  return ANSWERS.some((answer) => reason instanceof answer);
}
