import type { GameEvent } from "../domain/events.ts";
import type { GameRow } from "./games.ts";
import type { StandingTables } from "./standings.ts";
import type { Table } from "./tables/table.ts";

/** What the list of games and the standings are read from. */
export interface GameTables extends StandingTables {
  readonly games: Table<GameRow>;
}

/** The fold: makes one event into rows. */
export function fold(tables: GameTables, gameId: string, event: GameEvent, recordedAt: Date): void {
  // step 4.2
}
