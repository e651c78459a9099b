import { EventStoreUnavailableError } from "../event-store/errors.ts";

/** The message broker does not answer. What is to be told waits until it does. */
export class BrokerUnavailableError extends Error {
  override readonly name = "BrokerUnavailableError";

  constructor(address: string, reason: string) {
    super(`The broker at ${address} cannot be reached: ${reason}.`);
  }
}

/** The message broker answers, and refuses. */
export class BrokerRefusedError extends Error {
  override readonly name = "BrokerRefusedError";

  constructor(address: string, reason: string) {
    super(`The broker at ${address} refuses: ${reason}.`);
  }
}

/** @returns whether the error says that what lies between the services is down, which only delays. */
export function isOutage(error: unknown): error is Error {
  return error instanceof BrokerUnavailableError || error instanceof EventStoreUnavailableError;
}
