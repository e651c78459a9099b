import type { GameEvent } from "../domain/events.ts";
import { applyToGame, type GameRow } from "./games.ts";
import { count, type StandingTables } from "./standings.ts";
import type { Table } from "./tables/table.ts";

/** The tables of the list of games and of the standings. */
export interface GameTables extends StandingTables {
  readonly games: Table<GameRow>;
}

/** Folds an event into the rows. */
export function fold(tables: GameTables, gameId: string, event: GameEvent, recordedAt: Date): void {
  const before = tables.games.get(gameId);
  const game = applyToGame(before, event, recordedAt);
  tables.games.set(gameId, game);
  if (event.type === "GameFinished") count(tables, game);
}
