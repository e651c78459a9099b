import type { RecordedEvent } from "@eventstore/db-client";
import { GameError } from "../domain/errors.ts";
import { CorruptMatchError } from "../domain/match-errors.ts";
import type { MatchEvent } from "../domain/match-events.ts";
import { MalformedEventError } from "../persistence/event-mapping.ts";
import { MATCH_PREFIX, toMatchEvent } from "../persistence/match-mapping.ts";
import { isDeletion, type StreamRow } from "./game-projection.ts";
import { isMetadata, METADATA_PREFIX } from "./game-streams.ts";
import { applyToMatch, type MatchRow } from "./matches.ts";
import type { ProjectionDefinition } from "./runner/projection-definition.ts";
import type { Table } from "./tables/table.ts";

interface Tables {
  readonly matches: Table<MatchRow>;
  readonly streams: Table<StreamRow>;
}

const EVENT_TYPES: readonly string[] = [
  "MatchStarted",
  "MatchGameScheduled",
  "MatchGameFinished",
  "MatchFinished",
] satisfies MatchEvent["type"][];

/** The projection of all matches. Like that of all games, it leaves out a match whole if it cannot read its stream. */
export const matchProjection: ProjectionDefinition<Tables> = {
  name: "matches",
  version: 1,
  eventTypes: EVENT_TYPES,
  streams: [MATCH_PREFIX, METADATA_PREFIX + MATCH_PREFIX],
  tables: {
    matches: {
      columns: {
        playerOne: "TEXT",
        playerTwo: "TEXT",
        bestOf: "INTEGER",
        winsOne: "INTEGER",
        winsTwo: "INTEGER",
        ties: "INTEGER",
        gameId: "TEXT",
        winner: "TEXT",
        startedAt: "TEXT",
        changedAt: "TEXT",
      },
      indexes: ["(number) WHERE winner IS NULL"],
    },
    streams: {
      columns: { length: "INTEGER", fault: "TEXT" },
      indexes: ["(lower(key))", "(number) WHERE fault IS NOT NULL"],
    },
  },
  apply(tables, event) {
    const { streamId } = event;
    const matchId = (isMetadata(streamId) ? streamId.slice(METADATA_PREFIX.length) : streamId).slice(
      MATCH_PREFIX.length,
    );
    if (isDeletion(event)) {
      tables.matches.delete(matchId);
      tables.streams.delete(matchId);
    } else if (!isMetadata(streamId)) addToStream(tables, matchId, event);
  },
};

function addToStream({ matches, streams }: Tables, matchId: string, stored: RecordedEvent): void {
  const { length, fault } = streams.get(matchId) ?? { length: 0, fault: null };
  if (fault !== null) return;
  const newFault = faultOf(matches, matchId, length, stored);
  if (newFault !== null) matches.delete(matchId);
  streams.set(matchId, { length: length + 1, fault: newFault });
}

/** Folds an event into the rows. @returns a sentence that says why this is not possible, or null if it was. */
function faultOf(
  matches: Table<MatchRow>,
  matchId: string,
  length: number,
  stored: RecordedEvent,
): string | null {
  if (stored.revision !== BigInt(length))
    return `Stream ${stored.streamId} lacks the event at revision ${length}: events have been cut off.`;
  if (!EVENT_TYPES.includes(stored.type)) return null;
  try {
    matches.set(matchId, applyToMatch(matches.get(matchId), toMatchEvent(stored), stored.created));
    return null;
  } catch (error) {
    if (error instanceof MalformedEventError) return error.message;
    if (error instanceof GameError) return new CorruptMatchError(matchId, length, error).message;
    throw error;
  }
}
