import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { KEPT } from "./kept-branches.ts";
import { ASIDE } from "./move-aside.ts";
import { branchesIn } from "./situation.ts";

/** Earlier work, and how to see it. */
interface Kept {
  readonly name: string;
  readonly date: Date;
  readonly how: string;
}

/** @returns a line for each branch or folder that keeps work, the oldest first. */
export function listKept(root: string, isRepository: boolean): string[] {
  const kept = [...(isRepository ? inBranches(root) : []), ...inFolders(root)];
  if (kept.length === 0)
    return ["Nothing is kept yet: npm run catch-up keeps your work before it goes anywhere."];
  const width = Math.max(...kept.map(({ name }) => name.length));
  return kept
    .sort((one, other) => one.date.getTime() - other.date.getTime())
    .map(({ name, date, how }) => `${name.padEnd(width)}  ${date.toLocaleString("sv").slice(0, 16)}  ${how}`);
}

function inBranches(root: string): Kept[] {
  return [...branchesIn(root).branches]
    .filter(([name]) => KEPT.test(name))
    .map(([name, { date }]) => ({ name, date: new Date(date * 1000), how: `git switch ${name}` }));
}

function inFolders(root: string): Kept[] {
  const folder = join(root, ASIDE);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .map((name) => ({
      name: `${ASIDE}/${name}`,
      date: statSync(join(folder, name)).birthtime,
      how: "a folder here",
    }));
}
