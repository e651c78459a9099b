import type { GameEvent } from "../domain/events.ts";
import type { GameRow } from "./games.ts";
import type { StandingTables } from "./standings.ts";
import type { Table } from "./tables/table.ts";

/** The tables of the list of games and of the standings. */
export interface GameTables extends StandingTables {
  readonly games: Table<GameRow>;
}

/** Folds an event into the rows. */
export function fold(tables: GameTables, gameId: string, event: GameEvent, recordedAt: Date): void {
  // step 4.2
}
