import { ignoringCase } from "../domain/player-name.ts";
import type { GameSummary } from "./games.ts";

/** How a player has done in all finished games. */
export interface Standing {
  /** The name as it was spelled in the first of the games. */
  readonly player: string;
  readonly games: number;
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Wins in games, from 0 to 1. */
  readonly winRate: number;
  /** The moves of both players in the shortest game that the player has won, from 7 on; null without a win. */
  readonly fastestWin: number | null;
}

/**
 * The fold of the projection `leaderboard`, over finished games; an open one counts for nothing yet.
 *
 * It starts from the games rather than from their events, so that a game that turns out to be unreadable takes its
 * result with it: a fastest win that has been counted cannot be taken back.
 *
 * @returns the best first: most wins, then highest win rate, then fastest win. Names that differ in nothing but
 *   case are one player.
 */
export function leaderboard(games: Iterable<GameSummary>): Standing[] {
  const standings = new Map<string, Standing>();
  for (const game of games) addGame(standings, game);
  return [...standings.values()].sort(byRank);
}

function addGame(standings: Map<string, Standing>, game: GameSummary): void {
  if (game.result === null) return;
  const moves = game.moves.length;
  const tied = game.result === "Tied";
  for (const [player, winningResult] of [
    [game.playerOne, "PlayerOneWon"],
    [game.playerTwo, "PlayerTwoWon"],
  ] as const) {
    const won = game.result === winningResult;
    const name = ignoringCase(player);
    const before = standings.get(name) ?? { ...NOTHING_PLAYED, player };
    const games = before.games + 1;
    const wins = before.wins + (won ? 1 : 0);
    standings.set(name, {
      player: before.player,
      games,
      wins,
      losses: before.losses + (won || tied ? 0 : 1),
      ties: before.ties + (tied ? 1 : 0),
      winRate: wins / games,
      fastestWin: won ? Math.min(moves, before.fastestWin ?? moves) : before.fastestWin,
    });
  }
}

const NOTHING_PLAYED = { games: 0, wins: 0, losses: 0, ties: 0, winRate: 0, fastestWin: null };

function byRank(a: Standing, b: Standing): number {
  return (
    b.wins - a.wins ||
    b.winRate - a.winRate ||
    (a.fastestWin ?? 0) - (b.fastestWin ?? 0) ||
    b.games - a.games ||
    (a.player < b.player ? -1 : 1)
  );
}
