import type { GameRow } from "./games.ts";
import type { Table } from "./tables/table.ts";

/** The results of a player in all finished games. */
export interface StandingRow {
  readonly player: string;
  readonly games: number;
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
}

export interface StandingTables {
  /** The key of a row is the name of the player. */
  readonly standings: Table<StandingRow>;
}

/** Counts a finished game for both players. */
export function count(tables: StandingTables, game: GameRow): void {
  // step 4.2
}
