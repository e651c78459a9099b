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
    super(`The event store at ${address} cannot be used: ${reasonIn(cause)}.`, { cause });
  }
}

/** @returns the part of a message that says what is wrong: gRPC puts its own notes around it. */
function reasonIn(cause: unknown): string {
  const [line = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
  const [, inner] = /Last error: (?:Error: )?(.*?)(?:\. Resolution note|$)/.exec(line) ?? [];
  return (inner ?? line.replace(/^\d+ [A-Z_]+: /, "")).replace(/[.\s]+$/, "");
}

const ANSWERS = [WrongExpectedVersionError, StreamNotFoundError, StreamDeletedError];

/** @returns whether the error is an answer of the store, not a failure to get one. */
export function isAnswer(error: unknown): boolean {
  const reason = error instanceof Error ? convertToCommandError(error) : error;
  return ANSWERS.some((answer) => reason instanceof answer);
}
