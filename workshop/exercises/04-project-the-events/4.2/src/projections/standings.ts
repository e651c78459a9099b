import type { GameRow } from "./games.ts";
import type { Table } from "./tables/table.ts";

/** The results of a player in all finished games. */
export interface StandingRow {
  readonly player: string;
  readonly games: number;
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
}

export interface StandingTables {
  /** The key of a row is the name of the player. */
  readonly standings: Table<StandingRow>;
}

/** Counts a finished game for both players. */
export function count({ standings }: StandingTables, game: GameRow): void {
  for (const [token, player] of [
    ["PlayerOne", game.playerOne],
    ["PlayerTwo", game.playerTwo],
  ] as const) {
    const tied = game.result === "Tied";
    const won = game.result === `${token}Won`;
    const before = standings.get(player) ?? { player, games: 0, wins: 0, losses: 0, ties: 0 };
    standings.set(player, {
      player,
      games: before.games + 1,
      wins: before.wins + (won ? 1 : 0),
      losses: before.losses + (won || tied ? 0 : 1),
      ties: before.ties + (tied ? 1 : 0),
    });
  }
}
