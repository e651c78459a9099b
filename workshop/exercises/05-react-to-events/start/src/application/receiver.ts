import type { Result } from "../domain/board.ts";

/**
 * What others are told of a game that has ended: an integration event. Its shape is a promise to people whom we do not
 * know, so it has a version of its own, and does not change when our events do.
 */
export interface GameResult {
  readonly type: "GameResult.v1";
  /** The id of the event that it tells of: by it a receiver recognises what it has been told already. */
  readonly id: string;
  readonly gameId: string;
  readonly playerOne: string;
  readonly playerTwo: string;
  readonly result: Result;
  /** The number of moves of both players. */
  readonly moves: number;
  /** When the store recorded the end: ISO 8601, in UTC. */
  readonly finishedAt: string;
}

/** Those who want to know how games end: the port. A file, a web service or a broker may be behind it. */
export interface Receiver {
  /**
   * @returns when the receiver has acknowledged the message.
   * @throws ReceiverDownError if it could not be reached; perhaps it has the message all the same.
   */
  tell(message: GameResult): Promise<void>;
}

export class ReceiverDownError extends Error {
  override readonly name = "ReceiverDownError";

  constructor() {
    super("The receiver cannot be reached.");
  }
}
