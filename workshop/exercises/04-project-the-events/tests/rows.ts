import { isColumn, type Result } from "../src/domain/board.ts";
import type { GameEvent } from "../src/domain/events.ts";
import { fold } from "../src/projections/fold.ts";
import type { ProjectionTables } from "../src/projections/game-projection.ts";
import { MemoryTable } from "../src/projections/tables/memory-table.ts";

const NOON = new Date(Date.UTC(2026, 2, 1, 12));

/** @returns tables without rows, in memory. */
export function emptyTables(): ProjectionTables {
  return { games: new MemoryTable(), standings: new MemoryTable(), faults: new MemoryTable() };
}

/**
 * @param columns one letter for each move, such as "ABAB", by both players in turn.
 * @param result undefined for a game that is open.
 * @returns the events of the game.
 */
export function game(playerOne: string, playerTwo: string, columns: string, result?: Result): GameEvent[] {
  const moves = [...columns].filter(isColumn).map((column, index) => ({
    type: "MoveMade" as const,
    player: index % 2 === 0 ? playerOne : playerTwo,
    column,
  }));
  return [
    { type: "GameStarted", playerOne, playerTwo },
    ...moves,
    ...(result ? [{ type: "GameFinished" as const, result }] : []),
  ];
}

/** Folds games into rows with your fold, one after the other. @returns the tables. */
export function rowsOf(games: Readonly<Record<string, readonly GameEvent[]>>): ProjectionTables {
  const tables = emptyTables();
  for (const [id, events] of Object.entries(games)) {
    for (const event of events) fold(tables, id, event, NOON);
  }
  return tables;
}
