import type { Happened } from "./policy.ts";

/** A game of a match that somebody should go on with. */
export interface DueGame {
  readonly matchId: string;
  readonly gameId: string;
  /** The id of the latest event of the game. */
  readonly since: string;
  /** Until when somebody should have gone on. */
  readonly due: Date;
}

/** The open games of all matches, by the id of the game: a read model. */
export type DueGames = Map<string, DueGame>;

/** How long a game may wait for its next move, in milliseconds: a week. */
export const PATIENCE = 7 * 24 * 60 * 60 * 1_000;

/**
 * Folds an event into the list of what is due.
 *
 * @param recordedAt when the store recorded the event.
 */
export function foldDue(games: DueGames, happened: Happened, recordedAt: Date): void {
  const { id: since, of, event } = happened;
  const due = new Date(recordedAt.getTime() + PATIENCE);
  switch (event.type) {
    case "MatchGameScheduled":
      games.set(event.gameId, { matchId: of, gameId: event.gameId, since, due });
      break;
    case "MoveMade": {
      const game = games.get(of);
      if (game) games.set(of, { ...game, since, due });
      break;
    }
    case "GameFinished":
      games.delete(of);
  }
}

/**
 * Records each game that is overdue.
 *
 * @param now what the clock says.
 * @param record records that the time of a game is up; once, however often it is called for the same `since`.
 */
export async function recordOverdue(
  games: DueGames,
  now: Date,
  record: (game: DueGame) => Promise<void>,
): Promise<void> {
  for (const game of games.values()) if (game.due <= now) await record(game);
}
