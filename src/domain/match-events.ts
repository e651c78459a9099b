/** A match began between two players: they play until one of them has won more than half of `bestOf` games. */
export interface MatchStarted {
  readonly type: "MatchStarted";
  readonly playerOne: string;
  readonly playerTwo: string;
  /** An odd number. */
  readonly bestOf: number;
}

/** The next game of a match is due. The players swap sides with each game; player one has the first move in game 1. */
export interface MatchGameScheduled {
  readonly type: "MatchGameScheduled";
  /** Counts the games of the match, from 1 on. */
  readonly number: number;
  readonly gameId: string;
}

/** A game of a match ended, and its result counts. */
export interface MatchGameFinished {
  readonly type: "MatchGameFinished";
  readonly number: number;
  /** The name of the player who won, or null for a tie. */
  readonly winner: string | null;
}

/** A match ended: a player has won enough games. */
export interface MatchFinished {
  readonly type: "MatchFinished";
  readonly winner: string;
}

/** Any event of a match. */
export type MatchEvent = MatchStarted | MatchGameScheduled | MatchGameFinished | MatchFinished;
