import { ignoringCase } from "../domain/player-name.ts";
import type { GameRow } from "./games.ts";
import type { Table } from "./tables/table.ts";

/** The results of a player in all finished games. */
export interface StandingRow {
  /** The name, as spelled in the first game that counts. */
  readonly player: string;
  readonly games: number;
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Wins divided by games, from 0 to 1. */
  readonly winRate: number;
  /** The number of moves, of both players, in the shortest game that the player won; null without a win. */
  readonly fastestWin: number | null;
}

/** The outcome of a finished game for one of its players; standings are counted from these. */
export interface ResultRow {
  /** The key of the player's standing: `ignoringCase` of the name. */
  readonly playerKey: string;
  readonly player: string;
  readonly outcome: "won" | "lost" | "tied";
  /** The number of moves of both players. */
  readonly moves: number;
}

export interface StandingTables {
  readonly standings: Table<StandingRow>;
  readonly results: Table<ResultRow>;
}

/** Counts a finished game for both players. An open game does not count yet. */
export function count({ standings, results }: StandingTables, gameId: string, game: GameRow): void {
  if (!game.result) return;
  for (const [token, player] of [
    ["PlayerOne", game.playerOne],
    ["PlayerTwo", game.playerTwo],
  ] as const) {
    const won = game.result === `${token}Won`;
    const outcome = game.result === "Tied" ? "tied" : won ? "won" : "lost";
    const result: ResultRow = { playerKey: ignoringCase(player), player, outcome, moves: game.moves.length };
    results.set(keyOf(gameId, token), result);
    standings.set(result.playerKey, add(standings.get(result.playerKey), result));
  }
}

/** Removes the results of a game, and counts the others of both players again: a fastest win cannot be subtracted. */
export function takeBack({ standings, results }: StandingTables, gameId: string): void {
  for (const token of ["PlayerOne", "PlayerTwo"]) {
    const key = keyOf(gameId, token);
    const taken = results.get(key);
    if (!taken) continue;
    results.delete(key);
    const [first, ...others] = results.where("playerKey", taken.playerKey);
    if (first) standings.set(taken.playerKey, others.reduce(add, add(undefined, first)));
    else standings.delete(taken.playerKey);
  }
}

function add(standing: StandingRow | undefined, { player, outcome, moves }: ResultRow): StandingRow {
  const before = standing ?? { player, games: 0, wins: 0, losses: 0, ties: 0, fastestWin: null };
  const games = before.games + 1;
  const wins = before.wins + (outcome === "won" ? 1 : 0);
  return {
    player: before.player,
    games,
    wins,
    losses: before.losses + (outcome === "lost" ? 1 : 0),
    ties: before.ties + (outcome === "tied" ? 1 : 0),
    winRate: wins / games,
    fastestWin: outcome === "won" ? Math.min(moves, before.fastestWin ?? moves) : before.fastestWin,
  };
}

function keyOf(gameId: string, token: string): string {
  return `${token} ${gameId}`;
}
