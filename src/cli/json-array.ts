import { printableJson } from "./printable.ts";
import type { Terminal } from "./terminal.ts";

/** Prints one JSON array, an element a line. */
export function printArray(terminal: Terminal, elements: readonly object[]): void {
  const lines = elements.map((element) => `  ${printableJson(element)}`).join(",\n");
  terminal.draw(lines === "" ? "[]" : `[\n${lines}\n]`);
}
