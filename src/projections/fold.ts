import type { GameEvent } from "../domain/events.ts";
import { applyToGame, type GameRow } from "./games.ts";
import { count, type StandingTables, takeBack } from "./standings.ts";
import type { Table } from "./tables/table.ts";

/** What the list of games and the leaderboard are read from. */
export interface GameTables extends StandingTables {
  readonly games: Table<GameRow>;
}

/** The fold: makes one event into rows. */
export function fold(tables: GameTables, gameId: string, event: GameEvent, recordedAt: Date): void {
  const before = tables.games.get(gameId);
  const game = applyToGame(before, event, recordedAt);
  tables.games.set(gameId, game);
  if (before?.result) takeBack(tables, gameId); // something has happened after the finish
  count(tables, gameId, game);
}

/** Takes a game out of all rows, together with its result. */
export function forget(tables: GameTables, gameId: string): void {
  tables.games.delete(gameId);
  takeBack(tables, gameId);
}
