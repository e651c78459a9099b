import type { GameResultV1 } from "./game-result.ts";

/** Takes messages for the outside world. This is the port: a broker fits in as well as a file. */
export interface Receiver {
  /**
   * Hands over a message. It may get the same message again, after a crash.
   *
   * @returns when the receiver has acknowledged the message: from then on the receiver must keep it.
   * @throws RefusedError if the message is wrong for the receiver, and will be so the next time.
   * @throws any other error if the receiver cannot be reached, has no room or is busy: then it is tried again.
   */
  tell(message: GameResultV1): Promise<void>;
}

/** The receiver refuses a message. Trying again does not help; the message says why. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}
