import { ignoringCase } from "../domain/player-name.ts";
import type { GameRow } from "./games.ts";
import type { Ask } from "./runner/read-model.ts";
import type { StandingRow } from "./standings.ts";

// Each query uses an index, so that listings take the same time with many games as with few.

export interface ListedGame extends Omit<GameRow, "playerOneKey" | "playerTwoKey"> {
  readonly id: string;
  /** Increases with each new game. */
  readonly number: number;
}

/** The conditions that listed games fulfil. */
export interface Selection {
  readonly state?: "open" | "finished" | undefined;
  /** The name of one of the players, in any case. */
  readonly player?: string | undefined;
}

/** A game that is left out of all lists; `fault` is a sentence that names the stream and says why. */
export interface LeftOutGame {
  readonly id: string;
  readonly fault: string;
}

const COLUMNS = "key AS id, number, playerOne, playerTwo, startedAt, changedAt, moves, result";
const STATES = { open: "result IS NULL", finished: "result IS NOT NULL" } as const;

/**
 * Lists games, the newest first.
 *
 * @param limit the maximum number of games.
 * @param before a `number`: lists only games with a lower one.
 */
export function newestGames(
  ask: Ask,
  selection: Selection,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): ListedGame[] {
  const { state, player } = selection;
  const select = (condition: string) =>
    `SELECT ${COLUMNS} FROM {games} WHERE number < ? AND ${[condition, state && STATES[state]].filter(Boolean).join(" AND ")}` +
    " ORDER BY number DESC LIMIT ?";
  if (player === undefined) return ask(select("TRUE"), before, limit);
  const key = ignoringCase(player);
  return ask(
    `SELECT * FROM (${select("playerOneKey = ?")}) UNION SELECT * FROM (${select("playerTwoKey = ?")}) ` +
      "ORDER BY number DESC LIMIT ?",
    ...[before, key, limit],
    ...[before, key, limit],
    limit,
  );
}

export function countGames(ask: Ask, { state, player }: Selection): number {
  const conditions = [
    ...(state ? [STATES[state]] : []),
    ...(player === undefined ? [] : ["(playerOneKey = ?1 OR playerTwoKey = ?1)"]),
  ];
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  const parameters = player === undefined ? [] : [ignoringCase(player)];
  return countIn(ask, `{games}${where}`, ...parameters);
}

/** Lists standings, the best first: most wins, then highest win rate, then fastest win. */
export function bestStandings(ask: Ask, limit: number, offset = 0): StandingRow[] {
  return ask(
    "SELECT player, games, wins, losses, ties, winRate, fastestWin FROM {standings} " +
      "ORDER BY wins DESC, winRate DESC, fastestWin, games DESC, player LIMIT ? OFFSET ?",
    limit,
    offset,
  );
}

export function countStandings(ask: Ask): number {
  return countIn(ask, "{standings}");
}

/** Lists the games that are left out, the oldest first. */
export function leftOutGames(ask: Ask, limit: number): LeftOutGame[] {
  return ask("SELECT key AS id, fault FROM {streams} WHERE fault IS NOT NULL ORDER BY number LIMIT ?", limit);
}

export function countLeftOut(ask: Ask): number {
  return countIn(ask, "{streams} WHERE fault IS NOT NULL");
}

/** @returns how many events of the game the read model has seen; of a game that is left out, up to the fault. */
export function lengthOf(ask: Ask, id: string): number {
  return ask<{ length: number }>("SELECT length FROM {streams} WHERE key = ?", id)[0]?.length ?? 0;
}

/** A game or a match that was found by the beginning of its id. The players are null if it is left out. */
export interface Found {
  readonly id: string;
  readonly playerOne: string | null;
  readonly playerTwo: string | null;
}

/**
 * Finds games by the beginning of their id.
 *
 * @param beginning is compared with case; if it matches no game, without case.
 * @param limit the maximum number of games: the first in the order of their ids.
 * @returns the games, the newest first.
 */
export function gamesThatBegin(ask: Ask, beginning: string, limit: number): Found[] {
  return idsThatBegin(ask, "games", beginning, limit);
}

/** See `gamesThatBegin`. @param table has a row for each id that is not left out, with the names of the players. */
export function idsThatBegin(
  ask: Ask,
  table: "games" | "matches",
  beginning: string,
  limit: number,
): Found[] {
  const find = (column: string, from: string) =>
    ask<Found>(
      "SELECT s.key AS id, playerOne, playerTwo FROM " +
        `(SELECT key, number FROM {streams} WHERE ${column} >= ? AND ${column} < ? ORDER BY ${column} LIMIT ?) s ` +
        `LEFT JOIN {${table}} t ON t.key = s.key ORDER BY s.number DESC`,
      from,
      `${from}\u{10ffff}`,
      limit,
    );
  const exactly = find("key", beginning);
  return exactly.length > 0 ? exactly : find("lower(key)", beginning.toLowerCase());
}

/** In characters. Shorter ids would soon be ambiguous. */
const MIN_ID_LENGTH = 4;

/** @returns the shortest beginning of an id, of at least four characters, that no other id has. */
export function shortestId(ask: Ask, id: string): string {
  // In sorted order, the ids with the longest common beginning are the two neighbours.
  const before = ask<{ key: string }>(
    "SELECT key FROM {streams} WHERE key < ? ORDER BY key DESC LIMIT 1",
    id,
  );
  const after = ask<{ key: string }>("SELECT key FROM {streams} WHERE key > ? ORDER BY key LIMIT 1", id);
  const shared = [...before, ...after].map(({ key }) => sharedLength(id, key));
  return id.slice(0, Math.max(MIN_ID_LENGTH, ...shared.map((length) => length + 1)));
}

function sharedLength(id: string, other: string): number {
  let length = 0;
  while (length < id.length && id[length] === other[length]) length++;
  return length;
}

function countIn(ask: Ask, tables: string, ...parameters: readonly unknown[]): number {
  return ask<{ count: number }>(`SELECT count(*) AS count FROM ${tables}`, ...parameters)[0]?.count ?? 0;
}
