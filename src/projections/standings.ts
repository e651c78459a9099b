import { ignoringCase } from "../domain/player-name.ts";
import type { GameRow } from "./games.ts";
import type { Table } from "./tables/table.ts";

/** How a player has done in all finished games. */
export interface StandingRow {
  /** The name, as it was spelled in the first game that counts. */
  readonly player: string;
  readonly games: number;
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Wins in games, from 0 to 1. */
  readonly winRate: number;
  /** The moves of both players in the shortest game that the player has won; null without a win. */
  readonly fastestWin: number | null;
}

/** What a standing was counted for: how a finished game has ended for one of its players. */
export interface ResultRow {
  /** The key of the standing: the name, ignoring case. */
  readonly playerKey: string;
  readonly player: string;
  readonly outcome: "won" | "lost" | "tied";
  /** Of both players. */
  readonly moves: number;
}

export interface StandingTables {
  readonly standings: Table<StandingRow>;
  readonly results: Table<ResultRow>;
}

/** Counts a finished game for both of its players; an open one counts for nothing yet. */
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

/** Takes a game's result out again. What remains is counted anew: a fastest win cannot be taken back otherwise. */
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
