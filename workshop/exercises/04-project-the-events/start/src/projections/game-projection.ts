import { STREAM_PREFIX, toGameEvent } from "../persistence/event-mapping.ts";
import { fold, type GameTables } from "./fold.ts";
import type { ProjectionDefinition } from "./runner/projection-definition.ts";
import type { Table } from "./tables/table.ts";

/** A game that is left out, and a sentence that says why. */
export interface FaultRow {
  readonly fault: string;
}

export interface ProjectionTables extends GameTables {
  /** The key of a row is the id of the game; for step 4.8. */
  readonly faults: Table<FaultRow>;
}

/** What there is to know of the projection: which events it needs, which tables it fills, and how. */
export const gameProjection: ProjectionDefinition<ProjectionTables> = {
  name: "exercise",
  version: 1,
  eventTypes: ["GameStarted", "MoveMade", "GameFinished"],
  tables: {
    games: {
      columns: {
        playerOne: "TEXT",
        playerTwo: "TEXT",
        playerOneKey: "TEXT",
        playerTwoKey: "TEXT",
        startedAt: "TEXT",
        changedAt: "TEXT",
        moves: "TEXT",
        result: "TEXT",
      },
    },
    standings: {
      columns: { player: "TEXT", games: "INTEGER", wins: "INTEGER", losses: "INTEGER", ties: "INTEGER" },
    },
    faults: { columns: { fault: "TEXT" } },
  },
  apply(tables, stored) {
    const gameId = stored.streamId.slice(STREAM_PREFIX.length);
    fold(tables, gameId, toGameEvent(stored), stored.created);
  },
};
