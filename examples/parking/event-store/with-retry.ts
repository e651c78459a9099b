import { setTimeout as pause } from "node:timers/promises";
import { EventStoreUnavailableError, isAnswer } from "./errors.ts";

/** Milliseconds to wait for one answer: the client ignores the deadline of an append. */
const TIMEOUT = 3_000;
/** Milliseconds between the attempts. */
const PAUSES = [50, 200, 500, 1_000];

/**
 * Asks the store, and asks again if it does not answer. What it asks must be repeatable: a read, or an append of events
 * that keep their ids.
 *
 * @throws EventStoreUnavailableError if the store does not answer; what it answers passes through.
 */
export async function withRetry<Answer>(address: string, ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await withTimeout(ask());
    } catch (error) {
      if (isAnswer(error)) throw error;
      const milliseconds = PAUSES[attempt];
      if (milliseconds === undefined) throw new EventStoreUnavailableError(address, error);
      await pause(milliseconds);
    }
  }
}

async function withTimeout<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("it does not answer")), TIMEOUT);
  });
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}
