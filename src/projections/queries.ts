import { ignoringCase } from "../domain/player-name.ts";
import type { GameRow } from "./games.ts";
import type { Ask } from "./runner/read-model.ts";
import type { StandingRow } from "./standings.ts";

// Each question is answered by an index, so that it takes the same time however many games there are.

export interface ListedGame extends Omit<GameRow, "playerOneKey" | "playerTwoKey"> {
  readonly id: string;
  /** The later a game began, the higher. */
  readonly number: number;
}

/** Which games are asked for. */
export interface Selection {
  readonly state?: "open" | "finished" | undefined;
  /** The name of one of the players, in any case. */
  readonly player?: string | undefined;
}

/** A game that nothing is shown of, and a sentence that says why and names its stream. */
export interface LeftOutGame {
  readonly id: string;
  readonly fault: string;
}

const COLUMNS = "key AS id, number, playerOne, playerTwo, startedAt, changedAt, moves, result";
const STATES = { open: "result IS NULL", finished: "result IS NOT NULL" } as const;

/**
 * @param limit how many at most.
 * @param before only games that began before the one with this number.
 * @returns the games, the newest first.
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

/** @returns the best first: most wins, then highest win rate, then fastest win. */
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

/** @returns the games that are left out, in the order in which their streams began. */
export function leftOutGames(ask: Ask, limit: number): LeftOutGame[] {
  return ask("SELECT key AS id, fault FROM {streams} WHERE fault IS NOT NULL ORDER BY number LIMIT ?", limit);
}

export function countLeftOut(ask: Ask): number {
  return countIn(ask, "{streams} WHERE fault IS NOT NULL");
}

/** A game whose id begins as asked; without players where it is left out. */
export interface FoundGame {
  readonly id: string;
  readonly playerOne: string | null;
  readonly playerTwo: string | null;
}

/**
 * @param beginning of an id. Where no id begins just so, upper and lower case do not count.
 * @param limit how many at most.
 * @returns the games, the newest first.
 */
export function gamesThatBegin(ask: Ask, beginning: string, limit: number): FoundGame[] {
  const find = (column: string, from: string) =>
    ask<FoundGame>(
      "SELECT s.key AS id, playerOne, playerTwo FROM {streams} s LEFT JOIN {games} g ON g.key = s.key " +
        `WHERE ${column} >= ? AND ${column} < ? ORDER BY s.number DESC LIMIT ?`,
      from,
      `${from}\u{10ffff}`,
      limit,
    );
  const exactly = find("s.key", beginning);
  return exactly.length > 0 ? exactly : find("lower(s.key)", beginning.toLowerCase());
}

/** Shorter beginnings would save nothing, and be ambiguous soon. */
const SHORTEST = 4;

/** @returns the shortest beginning of an id, of four characters or more, that no other id shares. */
export function shortestId(ask: Ask, id: string): string {
  // In the order of the index, no id shares more with this one than its two neighbours.
  const before = ask<{ key: string }>(
    "SELECT key FROM {streams} WHERE key < ? ORDER BY key DESC LIMIT 1",
    id,
  );
  const after = ask<{ key: string }>("SELECT key FROM {streams} WHERE key > ? ORDER BY key LIMIT 1", id);
  const shared = [...before, ...after].map(({ key }) => sharedLength(id, key));
  return id.slice(0, Math.max(SHORTEST, ...shared.map((length) => length + 1)));
}

function sharedLength(id: string, other: string): number {
  let length = 0;
  while (length < id.length && id[length] === other[length]) length++;
  return length;
}

function countIn(ask: Ask, tables: string, ...parameters: readonly unknown[]): number {
  return ask<{ count: number }>(`SELECT count(*) AS count FROM ${tables}`, ...parameters)[0]?.count ?? 0;
}
