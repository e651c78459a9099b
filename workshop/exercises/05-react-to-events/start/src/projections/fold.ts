import { ring } from "../bell.ts";
import type { GameEvent } from "../domain/events.ts";
import { applyToGame, type GameRow } from "./games.ts";
import { count, type StandingTables, takeBack } from "./standings.ts";
import type { Table } from "./tables/table.ts";

/** The tables of the list of games and of the leaderboard. */
export interface GameTables extends StandingTables {
  readonly games: Table<GameRow>;
}

/** Folds an event into the rows. */
export function fold(tables: GameTables, gameId: string, event: GameEvent, recordedAt: Date): void {
  const before = tables.games.get(gameId);
  const game = applyToGame(before, event, recordedAt);
  tables.games.set(gameId, game);
  if (before?.result) takeBack(tables, gameId); // an event after the finish may change what counts
  count(tables, gameId, game);
  if (event.type === "GameFinished") ring("the projection");
}

/** Removes a game and its results from all rows. */
export function forget(tables: GameTables, gameId: string): void {
  tables.games.delete(gameId);
  takeBack(tables, gameId);
}
