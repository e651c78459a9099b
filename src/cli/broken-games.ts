import type { Snapshot } from "../projections/read-model.ts";
import { printableJson } from "./printable.ts";
import type { Terminal } from "./terminal.ts";

/** A game that nothing is shown of, and why. */
export interface BrokenGame {
  readonly id: string;
  readonly fault: string;
}

/** @returns the games whose streams are quarantined. Every output names them: nobody shall take it for complete. */
export function brokenGames({ records }: Snapshot): BrokenGame[] {
  return [...records].flatMap(([id, { fault }]) => (fault === null ? [] : [{ id, fault }]));
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

/** Prints one JSON array, an element a line. */
export function printArray(terminal: Terminal, elements: readonly object[]): void {
  const lines = elements.map((element) => `  ${printableJson(element)}`).join(",\n");
  terminal.draw(lines === "" ? "[]" : `[\n${lines}\n]`);
}
