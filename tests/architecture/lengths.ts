import type { Module } from "./modules.ts";

/** The highest number of lines of a file. */
export const LONGEST_FILE = 250;

/** @returns one sentence for each file of code that is longer; documents may be longer. */
export function longFiles(modules: readonly Module[]): string[] {
  return modules
    .filter(({ text }) => text.replace(/\n$/, "").split("\n").length > LONGEST_FILE)
    .map(({ path }) => `${path} has more than ${LONGEST_FILE} lines`);
}
