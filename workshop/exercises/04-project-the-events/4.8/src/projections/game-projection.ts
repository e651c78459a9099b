import { GameError } from "../domain/errors.ts";
import { MalformedEventError, STREAM_PREFIX, toGameEvent } from "../persistence/event-mapping.ts";
import { fold, forget, type GameTables } from "./fold.ts";
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
  version: 2,
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
      columns: {
        player: "TEXT",
        games: "INTEGER",
        wins: "INTEGER",
        losses: "INTEGER",
        ties: "INTEGER",
        fastestWin: "INTEGER",
      },
    },
    faults: { columns: { fault: "TEXT" } },
  },
  apply(tables, stored) {
    const gameId = stored.streamId.slice(STREAM_PREFIX.length);
    if (tables.faults.get(gameId)) return;
    try {
      fold(tables, gameId, toGameEvent(stored), stored.created);
    } catch (error) {
      if (!(error instanceof MalformedEventError || error instanceof GameError)) throw error;
      forget(tables, gameId);
      tables.faults.set(gameId, { fault: error.message });
    }
  },
};
