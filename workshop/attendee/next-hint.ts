import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sectionsOf } from "./hints.ts";
import { readText } from "./project.ts";

/** Keeps the number of hints that were shown, by branch and step. Git ignores the folder. */
const MEMORY = "data/hints.json";

/** @returns the next hint for the step. */
export function nextHint(root: string, branch: string, number: string): string {
  const section = sectionsOf(readText(root, "README.md")).find((one) => one.number === number);
  const hints = section?.hints ?? [];
  if (hints.length === 0) return `There are no hints for step ${number}.`;

  const memory = hintsShown(root);
  const key = `${branch} ${number}`;
  const shown = memory.get(key) ?? 0;
  const index = Math.min(shown, hints.length - 1);
  const isKept = keep(root, memory.set(key, index + 1));
  return `Hint ${index + 1} of ${hints.length} for step ${number}\n\n${hints[index]}\n\n${whatFollows()}`;

  function whatFollows(): string {
    if (index + 1 === hints.length) return `That was the last one. All the rest: npm run solution ${number}`;
    if (isKept) return "Another one: run this again.";
    return `The others: README.md, section ${number}. (How many you have seen cannot be kept in ${MEMORY}.)`;
  }
}

/** @returns the number of hints that were shown, by branch and step; none if the file cannot be read. */
function hintsShown(root: string): Map<string, number> {
  try {
    const entries = Object.entries(JSON.parse(readText(root, MEMORY)));
    const isCount = (entry: [string, unknown]): entry is [string, number] =>
      Number.isInteger(entry[1]) && Number(entry[1]) > 0;
    return new Map(entries.filter(isCount));
  } catch {
    return new Map();
  }
}

/** @returns whether the file was written. */
function keep(root: string, memory: ReadonlyMap<string, number>): boolean {
  const file = join(root, MEMORY);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(Object.fromEntries(memory)));
    return true;
  } catch {
    return false;
  }
}
