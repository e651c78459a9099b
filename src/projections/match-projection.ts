import type { RecordedEvent } from "@eventstore/db-client";
import { CorruptMatchError } from "../domain/match-errors.ts";
import type { MatchEvent } from "../domain/match-events.ts";
import { MATCH_PREFIX, toMatchEvent } from "../persistence/match-mapping.ts";
import { applyToMatch, type MatchRow } from "./matches.ts";
import type { ProjectionDefinition } from "./runner/projection-definition.ts";
import { addToStream, type Kind, prefixesOf, STREAMS, type StreamRow } from "./streams.ts";
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

const MATCHES: Kind<Tables> = {
  prefix: MATCH_PREFIX,
  eventTypes: EVENT_TYPES,
  fold: addToMatch,
  forget: ({ matches }, matchId) => matches.delete(matchId),
  CorruptError: CorruptMatchError,
};

/** The projection of all matches. Like that of all games, it leaves out a match whole if it cannot read its stream. */
export const matchProjection: ProjectionDefinition<Tables> = {
  name: "matches",
  version: 1,
  eventTypes: EVENT_TYPES,
  streams: prefixesOf(MATCH_PREFIX),
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
    streams: STREAMS,
  },
  apply(tables, event) {
    addToStream(tables, MATCHES, event);
  },
};

function addToMatch({ matches }: Tables, matchId: string, stored: RecordedEvent): void {
  matches.set(matchId, applyToMatch(matches.get(matchId), toMatchEvent(stored), stored.created));
}
