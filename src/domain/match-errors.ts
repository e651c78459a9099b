import { GameError } from "./errors.ts";

export class InvalidBestOfError extends GameError {
  constructor(bestOf: number) {
    super(`A match is the best of an odd number of games, such as 3 or 5: ${bestOf} is none.`);
  }
}

export class MatchAlreadyStartedError extends GameError {
  constructor() {
    super("This match has already started.");
  }
}

export class MatchNotStartedError extends GameError {
  constructor() {
    super("This match has not started yet: it needs two players first.");
  }
}

export class UnknownMatchGameError extends GameError {
  constructor(number: number) {
    super(`Game ${number} of this match has not been scheduled.`);
  }
}

/** The state of a match cannot hold an event of its history, such as the result of a game that was never scheduled. */
export class CorruptMatchError extends Error {
  override readonly name = "CorruptMatchError";

  /**
   * @param revision the 0-based place of the event in the match's stream.
   * @param cause says why the state cannot hold the event.
   */
  constructor(matchId: string, revision: number, cause: GameError) {
    super(`The history of match ${matchId} is corrupt at revision ${revision}: ${cause.message}`, { cause });
  }
}
