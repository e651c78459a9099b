import type { MatchRow } from "./matches.ts";
import { idsThatBegin } from "./queries.ts";
import type { Ask } from "./runner/read-model.ts";

export interface ListedMatch extends MatchRow {
  readonly id: string;
  /** Increases with each new match. */
  readonly number: number;
}

const COLUMNS =
  "key AS id, number, playerOne, playerTwo, bestOf, winsOne, winsTwo, ties, gameId, winner, startedAt, changedAt";

/**
 * Lists matches, the newest first.
 *
 * @param open whether to list only those that nobody has won yet.
 * @param limit the maximum number of matches.
 */
export function newestMatches(ask: Ask, open: boolean, limit: number): ListedMatch[] {
  return ask(
    `SELECT ${COLUMNS} FROM {matches}${open ? " WHERE winner IS NULL" : ""} ORDER BY number DESC LIMIT ?`,
    limit,
  );
}

export function countMatches(ask: Ask, open: boolean): number {
  const where = open ? " WHERE winner IS NULL" : "";
  return ask<{ count: number }>(`SELECT count(*) AS count FROM {matches}${where}`)[0]?.count ?? 0;
}

/** Finds matches by the beginning of their id; see `gamesThatBegin`. */
export function matchesThatBegin(ask: Ask, beginning: string, limit: number) {
  return idsThatBegin(ask, "matches", beginning, limit);
}
