import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { tryGit } from "./attendee/git.ts";
import type { Files } from "./attendee/pack.ts";
import { branchesFrom } from "./branches.ts";
import { filesOfCommit } from "./files.ts";
import { publish } from "./publish.ts";

const REPOSITORY = fileURLToPath(new URL("../", import.meta.url));
const USAGE = `Usage:
  npm run workshop                              creates or updates the branches from the files of the HEAD commit
  npm run workshop export <branch> <folder>     writes the files of one branch into a new folder, for those without git`;

/** @returns the exit code. */
function main([command, branch, folder, ...more]: readonly string[]): number {
  const head = tryGit(REPOSITORY, ["rev-parse", "HEAD"]);
  if (head === undefined)
    return complain("The branches are made from a commit: run this in a git clone of the repository.");
  const branches = branchesFrom(filesOfCommit(REPOSITORY, head));
  if (command === undefined) return publishAll(branches, head);

  const files = branches.get(branch ?? "");
  if (command !== "export" || !folder || more.length > 0) return complain(USAGE);
  if (!files) return complain(`There is no branch ${branch}: there are ${[...branches.keys()].join(", ")}.`);
  return exportTo(resolve(process.env.INIT_CWD ?? ".", folder), files);
}

function publishAll(branches: ReadonlyMap<string, Files>, head: string): number {
  const publications = [...branches].map(([branch, files]) => publish(REPOSITORY, branch, files, head));
  for (const { branch, outcome, reason } of publications) {
    console.log(`${branch.padEnd(45)} ${outcome}${reason ? `: ${reason}` : ""}`);
  }
  return publications.some(({ outcome }) => outcome === "left alone") ? 1 : 0;
}

function exportTo(folder: string, files: Files): number {
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there && !(there.isDirectory() && readdirSync(folder).length === 0)) {
    return complain(`${folder} is there already, and is no empty folder: name a new one.`);
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  console.log(`${files.size} files are in ${folder}.`);
  return 0;
}

function complain(sentence: string): number {
  console.error(sentence);
  return 1;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.exitCode = complain(error instanceof Error ? error.message : String(error));
}
