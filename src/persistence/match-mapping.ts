import { type EventData, jsonEvent, type RecordedEvent } from "@eventstore/db-client";
import type { Cause } from "../application/game-repository.ts";
import { UnknownEventError } from "../domain/errors.ts";
import type { MatchEvent } from "../domain/match-events.ts";
import { dataOf, MalformedEventError, text } from "./event-mapping.ts";

// As in event-mapping.ts, the names and shapes of what is stored may only be added to.

/** The prefix of the name of a match's stream; the match's id follows. */
export const MATCH_PREFIX = "match-";

/** Maps a match event to its stored shape; see `toStoredEvent`. */
export function toStoredMatchEvent(event: MatchEvent, id: string, cause: Cause): EventData {
  const metadata = { $causationId: cause.causationId, $correlationId: cause.correlationId };
  switch (event.type) {
    case "MatchStarted": {
      const { playerOne, playerTwo, bestOf } = event;
      return jsonEvent({ id, type: "MatchStarted", data: { playerOne, playerTwo, bestOf }, metadata });
    }
    case "MatchGameScheduled": {
      const { number, gameId } = event;
      return jsonEvent({ id, type: "MatchGameScheduled", data: { number, gameId }, metadata });
    }
    case "MatchGameFinished": {
      const { number, winner } = event;
      return jsonEvent({ id, type: "MatchGameFinished", data: { number, winner }, metadata });
    }
    case "MatchFinished": {
      const { winner } = event;
      return jsonEvent({ id, type: "MatchFinished", data: { winner }, metadata });
    }
    default:
      throw new UnknownEventError(event);
  }
}

/**
 * Maps a stored event back to a match event.
 *
 * @throws MalformedEventError if the type is unknown, or the data does not fit the type.
 */
export function toMatchEvent(stored: RecordedEvent): MatchEvent {
  switch (stored.type) {
    case "MatchStarted":
      return {
        type: "MatchStarted",
        playerOne: text(stored, "playerOne"),
        playerTwo: text(stored, "playerTwo"),
        bestOf: wholeNumber(stored, "bestOf"),
      };
    case "MatchGameScheduled":
      return {
        type: "MatchGameScheduled",
        number: wholeNumber(stored, "number"),
        gameId: text(stored, "gameId"),
      };
    case "MatchGameFinished":
      return {
        type: "MatchGameFinished",
        number: wholeNumber(stored, "number"),
        winner: dataOf(stored).winner === null ? null : text(stored, "winner"),
      };
    case "MatchFinished":
      return { type: "MatchFinished", winner: text(stored, "winner") };
    default:
      throw new MalformedEventError(stored, "a match has no events of this type");
  }
}

function wholeNumber(stored: RecordedEvent, field: string): number {
  const value = dataOf(stored)[field];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1)
    throw new MalformedEventError(stored, `its data has no whole number "${field}" from 1 on`);
  return value;
}
