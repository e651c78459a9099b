import type { Message } from "../contract/message.ts";

/** Takes what a service tells. */
export interface Publisher {
  /**
   * Returns when the message is safe. A message that is published again counts once, where it arrives.
   *
   * @throws EventStoreUnavailableError, BrokerUnavailableError; any other error is about this message.
   */
  publish(message: Message): Promise<void>;
}

/** Brings what the other service tells. */
export interface Subscriber {
  /**
   * Gives the messages to `receive`, one after the other, and marks each as received when `receive` has returned: a crash in
   * between brings the message again.
   *
   * @param signal ends it. Without it, this ends as soon as nothing is left; with it, it then waits for more.
   * @throws the error of `receive`; EventStoreUnavailableError, BrokerUnavailableError
   */
  follow(receive: (message: Message) => Promise<void>, signal?: AbortSignal): Promise<void>;
}
