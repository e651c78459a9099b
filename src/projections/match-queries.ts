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
 * @param open whether to list only matches without a winner.
 * @param limit the maximum number of matches.
 * @param before a `number`: lists only matches with a lower one.
 */
export function newestMatches(
  ask: Ask,
  open: boolean,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): ListedMatch[] {
  return ask(
    `SELECT ${COLUMNS} FROM {matches} WHERE number < ?${open ? " AND winner IS NULL" : ""} ORDER BY number DESC LIMIT ?`,
    before,
    limit,
  );
}

/** @returns undefined if there is no match with this id. */
export function matchWithId(ask: Ask, id: string): ListedMatch | undefined {
  return ask<ListedMatch>(`SELECT ${COLUMNS} FROM {matches} WHERE key = ?`, id)[0];
}

export function countMatches(ask: Ask, open: boolean): number {
  const where = open ? " WHERE winner IS NULL" : "";
  return ask<{ count: number }>(`SELECT count(*) AS count FROM {matches}${where}`)[0]?.count ?? 0;
}

/** Finds matches by the beginning of their id; see `gamesThatBegin`. */
export function matchesThatBegin(ask: Ask, beginning: string, limit: number) {
  return idsThatBegin(ask, "matches", beginning, limit);
}
