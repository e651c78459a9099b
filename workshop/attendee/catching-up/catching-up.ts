import { existsSync } from "node:fs";
import { join } from "node:path";
import { GitError, git, sentenceOf } from "../git.ts";
import { type Files, KEPT } from "../pack.ts";
import { type Project, readProject, readStates, readText } from "../project.ts";
import { type Target, targetFor } from "../targets.ts";
import { withIndexOfItsOwn, writeTree } from "./git-objects.ts";
import { listKept } from "./kept-work.ts";
import { moveAside, removeAside } from "./move-aside.ts";
import { moveTo } from "./move-to.ts";
import { type SavedWork, saveWork } from "./save-work.ts";
import { lookAt, type Situation } from "./situation.ts";
import { wayBackTo } from "./way-back.ts";

const MOST_NAMES = 5;

/** @returns the files of the target. */
function filesAt(root: string, { state }: Target): Files {
  const files = readStates(root).get(state) ?? new Map<string, string>();
  const kept = KEPT.filter((path) => existsSync(join(root, path)));
  return new Map([...files, ...kept.map((path) => [path, readText(root, path)] as const)]);
}

/** Checks whether the project is the root of a git repository, not only a folder inside one. */
function isRepository(root: string): boolean {
  if (!existsSync(join(root, ".git"))) return false;
  try {
    // Git throws if it does not trust the folder. The prefix is not empty if our .git is invalid and git found an
    // outer one.
    return git(root, ["rev-parse", "--show-prefix"]).trim() === "";
  } catch (error) {
    if (error instanceof GitError && error.isMissing) return false;
    throw error;
  }
}

function catchUpWithGit(root: string, { exercise, place }: Target, files: Files): string[] {
  const { branch } = exercise;
  const situation = lookAt(root);
  const elsewhere = situation.branches.get(branch)?.workTree;
  if (elsewhere && existsSync(elsewhere) && situation.current !== branch) {
    throw new GitError(`${branch} is checked out in ${elsewhere}: carry on there. Nothing was changed here.`);
  }
  const tree = writeTree(root, files);
  return withIndexOfItsOwn(root, (index) => {
    const saved = save(situation, index, files);
    try {
      moveTo(situation, saved, { branch, tree, place }, index);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new GitError([reason, ...whereItIs(saved)].join("\n"));
    }
    return [...whereItIs(saved), `You are on ${branch}, ${place}.`];
  });
}

/** @returns the first names, and the number of the others. */
function inShort(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return names.slice(0, MOST_NAMES).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function save(situation: Situation, index: NodeJS.ProcessEnv, files: Files): SavedWork {
  try {
    return saveWork(situation, index, [...files.keys()]);
  } catch (error) {
    throw new GitError(`Nothing was changed, since your work could not be kept: ${sentenceOf(error)}`);
  }
}

function whereItIs({ branch, isNew, newFiles, repositories }: SavedWork): string[] {
  return [
    isNew
      ? `Your work is kept in the branch ${branch}. To see it again: git switch ${branch}`
      : `Nothing was different from the last commit, so there is no new branch: all is in ${branch}.`,
    ...(newFiles.length > 0 ? [`Your new files are in it, too: ${inShort(newFiles)}.`] : []),
    ...(repositories.length > 0
      ? [`A repository of its own inside this one was left as it is: ${inShort(repositories)}.`]
      : []),
  ];
}

function catchUpWithoutGit(
  root: string,
  { manifest, branch }: Project,
  { exercise, place }: Target,
  files: Files,
): string[] {
  const states = readStates(root);
  const folder = moveAside(root, branch, files);
  // Compares after the move, because an editor may write into the files until then.
  const wayBack = wayBackTo(join(root, folder), manifest, states);
  if (wayBack !== undefined) removeAside(root, folder);
  return [
    wayBack === undefined
      ? `Your work, and all else that was here, is kept in the folder ${folder}.`
      : `Nothing was different from the files that came, so there is no new folder: npm run catch-up ${wayBack} brings them back.`,
    `This folder is ${exercise.branch} now, ${place}.`,
  ];
}

/** @returns a line for each branch and folder that keeps earlier work. */
export function keptBefore(root: string): string[] {
  return listKept(root, isRepository(root));
}

/**
 * Replaces the files by those at the start of an exercise or of a step, and keeps the old ones.
 *
 * @param root the folder of the project.
 * @param wanted the number of an exercise or of a step, or a branch; undefined for the next exercise.
 * @returns lines for the attendee.
 * @throws Error with sentences for the attendee; the files are unchanged.
 */
export function catchUp(root: string, wanted: string | undefined): string[] {
  const project = readProject(root);
  const target = targetFor(project.manifest, project.exercise, wanted);
  if (typeof target === "string") return [target];
  const files = filesAt(root, target);
  const lines = isRepository(root)
    ? catchUpWithGit(root, target, files)
    : catchUpWithoutGit(root, project, target, files);
  return [...lines, "README.md has the text, npm test says what is next."];
}
