import { UnknownEventError } from "../../domain/errors.ts";
import type { MatchEvent } from "../../domain/match-events.ts";

/** @returns the event as part of a sentence, with the names as stored: not yet safe to print. */
export function sentenceForMatch(event: MatchEvent): string {
  switch (event.type) {
    case "MatchStarted":
      return `${event.playerOne} plays against ${event.playerTwo}, best of ${event.bestOf}`;
    case "MatchGameScheduled":
      return `game ${event.number} is due: ${event.gameId}`;
    case "MatchGameFinished":
      return `game ${event.number}: ${event.winner === null ? "a tie" : `${event.winner} wins`}`;
    case "MatchFinished":
      return `${event.winner} wins the match`;
    default:
      throw new UnknownEventError(event);
  }
}
