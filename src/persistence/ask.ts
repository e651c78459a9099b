import { setTimeout as pause } from "node:timers/promises";
import {
  AccessDeniedError,
  CancelledError,
  convertToCommandError,
  DeadlineExceededError,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
} from "@eventstore/db-client";
import { EventStoreUnavailableError } from "./errors.ts";

/** How long to wait for a store before its user is told. */
export interface Patience {
  readonly attempts: number;
  /** For one answer, in milliseconds. */
  readonly timeout: number;
}

export const PATIENCE: Patience = { attempts: 3, timeout: 3_000 };

/**
 * Asks the store, and once more where it is not known whether the question arrived. So the question must be one
 * that does no harm when it is asked twice: a read, or an append of events that keep their ids.
 *
 * @param address of the store, for the message.
 * @throws EventStoreUnavailableError where there is no answer, or a refusal; all other errors pass through.
 */
export async function ask<Answer>(
  address: string,
  question: () => Promise<Answer>,
  { attempts, timeout }: Patience = PATIENCE,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await within(timeout, question());
    } catch (reason) {
      // Before its first append the client asks what the server can do, and throws what gRPC throws as it is.
      const error = reason instanceof Error ? convertToCommandError(reason) : reason;
      if (error instanceof AccessDeniedError) {
        throw new EventStoreUnavailableError(address, "refuses this user: check user and password", {
          cause: error,
        });
      }
      if (!isOutage(error)) throw error;
      if (attempt === attempts)
        throw new EventStoreUnavailableError(address, adviceFor(error), { cause: error });
      await pause(2 ** attempt * 50 * (1 + Math.random()));
    }
  }
}

class NoAnswerError extends Error {}

/** A time-out of our own: the client waits for ever on a silent server, whatever the deadline of an append. */
async function within<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer> {
  const bell = new AbortController();
  const silence = pause(milliseconds, undefined, { signal: bell.signal }).then(
    () => Promise.reject(new NoAnswerError()),
    () => new Promise<never>(() => {}),
  );
  return Promise.race([answer, silence]).finally(() => bell.abort());
}

function isOutage(error: unknown): boolean {
  return (
    error instanceof NoAnswerError ||
    error instanceof UnavailableError ||
    error instanceof CancelledError ||
    error instanceof DeadlineExceededError ||
    error instanceof TimeoutError ||
    error instanceof NotLeaderError ||
    (error instanceof Error && error.message.startsWith("Failed to discover"))
  );
}

function adviceFor(error: unknown): string {
  if (error instanceof NoAnswerError) return "does not answer: check that it is running and not overloaded";
  const message = error instanceof Error ? error.message : "";
  if (/certificate/i.test(message))
    return "has a certificate that is not trusted: name its authority with tlsCAFile";
  if (/wrong version number|EPROTO/i.test(message))
    return "does not speak TLS: add ?tls=false to the connection string";
  return "cannot be reached: start it, or leave out --store and EVENTSTOREDB_URI to use the embedded one";
}
