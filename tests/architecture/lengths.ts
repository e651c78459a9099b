import type { Module } from "./modules.ts";

/** In lines: so much can be seen across. */
export const LONGEST_FILE = 250;

/** @returns a sentence for each file of code that is longer. Documents are read from top to bottom instead. */
export function longFiles(modules: readonly Module[]): string[] {
  return modules
    .filter(({ text }) => text.replace(/\n$/, "").split("\n").length > LONGEST_FILE)
    .map(({ path }) => `${path} has more than ${LONGEST_FILE} lines`);
}
