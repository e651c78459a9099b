import { existsSync } from "node:fs";
import { join } from "node:path";
import { copyAside } from "./copy-aside.ts";
import { GitError, git, tryGit } from "./git.ts";
import { checkedOutAt, writeTree } from "./git-objects.ts";
import { moveTo } from "./move-to.ts";
import { type Files, KEPT } from "./pack.ts";
import { readProject, readStates, readText } from "./project.ts";
import { saveWork } from "./save-work.ts";
import { type Target, targetFor } from "./targets.ts";

/** @returns all files as they are at the target. */
function filesAt(root: string, { state }: Target): Files {
  const files = readStates(root).get(state) ?? new Map<string, string>();
  const kept = KEPT.filter((path) => existsSync(join(root, path)));
  return new Map([...files, ...kept.map((path) => [path, readText(root, path)] as const)]);
}

/** Whether the project is a repository of its own, and not just a folder in somebody else's. */
function isRepository(root: string): boolean {
  if (tryGit(root, ["version"]) === undefined || !existsSync(join(root, ".git"))) return false;
  git(root, ["rev-parse", "--is-inside-work-tree"]); // throws, and says why, where git does not want to
  return true;
}

function catchUpWithGit(root: string, target: Target, files: Files): string[] {
  const { branch } = target.exercise;
  const elsewhere = checkedOutAt(root, branch);
  const current = tryGit(root, ["symbolic-ref", "--short", "--quiet", "HEAD"]);
  if (elsewhere && current !== branch) {
    throw new GitError(`${branch} is checked out in ${elsewhere}: carry on there. Nothing was changed here.`);
  }
  const saved = saveWork(root, [...files.keys()]);
  moveTo(root, saved, branch, writeTree(root, files), target.place);
  return [
    `Your work is kept in the branch ${saved.branch}. To see it again: git switch ${saved.branch}`,
    `You are on ${branch}, ${target.place}.`,
  ];
}

function catchUpWithoutGit(root: string, branch: string, target: Target, files: Files): string[] {
  const place = copyAside(root, branch, files);
  return [
    `Your work is kept in the folder ${place}.`,
    `This folder is ${target.exercise.branch} now, ${target.place}.`,
  ];
}

/**
 * Brings the project to the start of an exercise or of a step, and keeps all that was in it.
 *
 * @param root the folder of the project.
 * @param wanted the number of an exercise or of a step, or a branch; nothing means the next exercise.
 * @returns what to tell the attendee.
 * @throws GitError where git refuses; then the files are as they were.
 */
export function catchUp(root: string, wanted: string | undefined): string[] {
  const { manifest, exercise, branch } = readProject(root);
  const target = targetFor(manifest, exercise, wanted);
  if (typeof target === "string") return [target];
  const files = filesAt(root, target);
  const lines = isRepository(root)
    ? catchUpWithGit(root, target, files)
    : catchUpWithoutGit(root, branch, target, files);
  return [...lines, "README.md has the text, npm test says what is next."];
}
