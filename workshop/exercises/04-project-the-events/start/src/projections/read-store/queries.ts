import type { Ask } from "../runner/read-model.ts";
import type { StandingRow } from "../standings.ts";

/** A row as it is in the version that readers see, which may lack a column that is new. */
export type ShownStanding = StandingRow & { readonly fastestWin?: number | null };

/** @returns those who have won most often, the best first. */
export function bestStandings(ask: Ask): ShownStanding[] {
  return ask("SELECT * FROM {standings} ORDER BY wins DESC, games, player LIMIT 20");
}

/** @returns the standings of the two players of the game that has changed last, of all that are finished. */
export function latestStandings(ask: Ask): ShownStanding[] {
  return ask(
    `WITH latest AS (
       SELECT playerOne, playerTwo FROM {games} WHERE result IS NOT NULL ORDER BY changedAt DESC LIMIT 1
     )
     SELECT {standings}.* FROM {standings}, latest WHERE key IN (playerOne, playerTwo) ORDER BY key = playerTwo`,
  );
}

export function winsOf(ask: Ask, player: string): number {
  return ask<{ wins: number }>("SELECT wins FROM {standings} WHERE key = ?", player)[0]?.wins ?? 0;
}

/** @returns how many games there are. */
export function countGames(ask: Ask): number {
  return ask<{ count: number }>("SELECT count(*) AS count FROM {games}")[0]?.count ?? 0;
}

/** @returns a sentence for each game that is left out. */
export function faults(ask: Ask): string[] {
  return ask<{ fault: string }>("SELECT fault FROM {faults} ORDER BY number").map(({ fault }) => fault);
}
