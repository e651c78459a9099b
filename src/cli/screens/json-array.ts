import { printableJson } from "../terminal/printable.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Prints one JSON array, with one line for each element, as soon as the elements arrive. */
export async function printArray(
  terminal: Terminal,
  elements: AsyncIterable<object> | Iterable<object>,
): Promise<void> {
  let before: string | undefined;
  for await (const element of elements) {
    terminal.draw(before === undefined ? "[" : `${before},`);
    before = `  ${printableJson(element)}`;
  }
  terminal.draw(before === undefined ? "[]" : `${before}\n]`);
}
