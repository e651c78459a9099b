import { UnknownEventError } from "../domain/errors.ts";
import { MatchNotStartedError } from "../domain/match-errors.ts";
import type { MatchEvent } from "../domain/match-events.ts";

/** The row of a match in the list of matches. */
export interface MatchRow {
  readonly playerOne: string;
  readonly playerTwo: string;
  readonly bestOf: number;
  /** How many games player one of the match has won. */
  readonly winsOne: number;
  readonly winsTwo: number;
  readonly ties: number;
  /** The id of the game that was scheduled last; null before the first. */
  readonly gameId: string | null;
  /** The name of the player who has won the match, or null while it is open. */
  readonly winner: string | null;
  /** When the store recorded the first event: ISO 8601, in UTC. */
  readonly startedAt: string;
  /** When the store recorded the latest event: ISO 8601, in UTC. */
  readonly changedAt: string;
}

/**
 * Applies an event to the row of a match.
 *
 * @param match the row so far; undefined before the first event.
 * @param recordedAt when the store recorded the event.
 * @throws MatchNotStartedError if the match has no row and the event is not MatchStarted.
 */
export function applyToMatch(match: MatchRow | undefined, event: MatchEvent, recordedAt: Date): MatchRow {
  const changedAt = recordedAt.toISOString();
  if (event.type === "MatchStarted") {
    const { playerOne, playerTwo, bestOf } = event;
    const nothing = { winsOne: 0, winsTwo: 0, ties: 0, gameId: null, winner: null, startedAt: changedAt };
    return { ...nothing, ...match, playerOne, playerTwo, bestOf, changedAt };
  }
  if (!match) throw new MatchNotStartedError();
  switch (event.type) {
    case "MatchGameScheduled":
      return { ...match, changedAt, gameId: event.gameId };
    case "MatchGameFinished": {
      const { winsOne, winsTwo, ties } = match;
      if (event.winner === null) return { ...match, changedAt, ties: ties + 1 };
      return event.winner === match.playerOne
        ? { ...match, changedAt, winsOne: winsOne + 1 }
        : { ...match, changedAt, winsTwo: winsTwo + 1 };
    }
    case "MatchFinished":
      return { ...match, changedAt, winner: match.winner ?? event.winner };
    default:
      throw new UnknownEventError(event);
  }
}
