import type { Result } from "../domain/board.ts";
import type { GameEvent } from "../domain/events.ts";
import type { MatchEvent } from "../domain/match-events.ts";

/** An event that has happened, and what a policy needs to know about its origin. */
export interface Happened {
  /** The id of the event. */
  readonly id: string;
  /** The id of the game or of the match. */
  readonly of: string;
  /** The correlation id of the event, if it has one. For the games of a match it is the id of the match. */
  readonly correlationId: string | undefined;
  readonly event: GameEvent | MatchEvent;
}

/** A command that follows from an event. */
export type MatchCommand =
  | {
      readonly type: "CountGame";
      readonly matchId: string;
      readonly gameId: string;
      readonly result: Result;
    }
  | {
      readonly type: "StartGame";
      readonly matchId: string;
      readonly number: number;
      readonly gameId: string;
    };

/**
 * The policy of matches: whenever a game has ended, count it; whenever a game is due, start it. It is pure, and knows
 * nothing of what has been done before.
 *
 * @returns the command, or undefined if there is nothing to do.
 */
export function matchPolicy({ of, correlationId, event }: Happened): MatchCommand | undefined {
  return undefined; // step 5.2
}
