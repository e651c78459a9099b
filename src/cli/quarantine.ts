import type { GameSummary } from "../projections/games.ts";
import type { Snapshot } from "../projections/read-model.ts";
import type { Terminal } from "./terminal.ts";

/** @returns the games that are shown, by their ids, in the order in which they began. */
export function wholeGames({ records }: Snapshot): (readonly [id: string, game: GameSummary])[] {
  return [...records].flatMap(([id, { summary }]) => (summary ? [[id, summary] as const] : []));
}

/** A game that nothing is shown of, and why. */
interface BrokenGame {
  readonly id: string;
  readonly fault: string;
}

/** @returns the games whose streams are quarantined. Every output names them: nobody shall take it for complete. */
export function brokenGames({ records }: Snapshot): BrokenGame[] {
  return [...records].flatMap(([id, { fault }]) => (fault === undefined ? [] : [{ id, fault }]));
}

/** Names them below a listing. */
export function printBrokenGames(terminal: Terminal, broken: readonly BrokenGame[]): void {
  if (broken.length === 0) return;
  terminal.print();
  terminal.print(
    broken.length === 1 ? "Left out, one broken game:" : `Left out, ${broken.length} broken games:`,
  );
  for (const { fault } of broken) terminal.print(`  ${fault}`);
}
