import { countLeftOut, type LeftOutGame, leftOutGames } from "../../projections/queries.ts";
import type { Ask } from "../../projections/runner/read-model.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** The games that are left out of a list. Every output names them, so that it does not look complete. */
interface LeftOut {
  readonly games: readonly LeftOutGame[];
  readonly count: number;
}

/**
 * Finds the games that are left out.
 *
 * @param limit the maximum number of `games`; `count` counts all of them.
 */
export function leftOut(ask: Ask, limit: number): LeftOut {
  return { games: leftOutGames(ask, limit), count: countLeftOut(ask) };
}

/** Prints what is left out, below a listing. @param what the kind of things that are listed. */
export function printLeftOut(
  terminal: Terminal,
  { games, count }: LeftOut,
  what: "game" | "match" = "game",
): void {
  if (count === 0) return;
  terminal.print();
  const plural = what === "match" ? "matches" : "games";
  terminal.print(count === 1 ? `Left out, one broken ${what}:` : `Left out, ${count} broken ${plural}:`);
  for (const { fault } of games) terminal.print(`  ${fault}`);
  if (count > games.length) terminal.print(`  and ${count - games.length} more (--all shows them)`);
}
