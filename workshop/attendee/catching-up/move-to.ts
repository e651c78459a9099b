import { closeSync, existsSync, openSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { GitError, git, sentenceOf, tryGit } from "../git.ts";
import { allOrNothing, type Undo } from "./all-or-nothing.ts";
import { NO_COMMIT } from "./git-objects.ts";
import { commitWork, type SavedWork } from "./save-work.ts";
import type { Situation } from "./situation.ts";

/** Files and folders that git has during an operation, and the operation. */
const OPERATIONS = [
  ["MERGE_HEAD", "merge"],
  ["CHERRY_PICK_HEAD", "cherry-pick"],
  ["REVERT_HEAD", "revert"],
  ["sequencer", "cherry-pick"],
  ["rebase-merge", "rebase"],
  ["rebase-apply", "rebase"],
] as const;

/** The branch and the files to change to. */
interface Destination {
  readonly branch: string;
  readonly tree: string;
  /** In words, for the message of the commit. */
  readonly place: string;
}

/**
 * Changes the work tree, the index and a branch to a tree, and checks out that branch. Changes nothing if git refuses
 * one of these, for example because a file has changed since it was saved.
 *
 * @param env names the index with which the work was saved. It becomes the user's index.
 * @throws Error with a sentence for the attendee; nothing was changed.
 */
export function moveTo(
  situation: Situation,
  saved: SavedWork,
  destination: Destination,
  env: { GIT_INDEX_FILE: string },
): void {
  const { repository, gitFolder } = situation;
  const { tree } = destination;
  const change = ["read-tree", "-m", "-u", saved.tree, tree];
  const work = (undo: Undo) => {
    git(repository, [...change, "--dry-run"], { env });
    pointTo(situation, destination, undo);
    checkOut(situation, destination, undo);
    undo(() => putBack(repository, saved.tree, tree, env));
    git(repository, change, { env });
    useIndex(gitFolder, env.GIT_INDEX_FILE);
  };
  allOrNothing(work, sentenceOf, `it is in ${saved.branch}`);
  endOperations(repository, gitFolder);
}

/** Adds a commit with the tree to the branch, unless its last commit has that tree. Earlier commits stay on it. */
function pointTo({ repository, branches, origin }: Situation, to: Destination, undo: Undo): void {
  const reference = `refs/heads/${to.branch}`;
  const local = branches.get(to.branch);
  const tip = local ?? origin.get(to.branch);
  const message = `Catch up: ${to.place}\n`;
  const commit =
    tip?.tree === to.tree ? tip.commit : commitWork(repository, to.tree, tip ? [tip.commit] : [], message);
  git(repository, [
    "update-ref",
    "-m",
    `catch-up: ${to.place}`,
    reference,
    commit,
    local?.commit ?? NO_COMMIT,
  ]);
  undo(() => {
    const before = local ? [reference, local.commit, commit] : ["-d", reference, commit];
    git(repository, ["update-ref", "-m", "catch-up: undone", ...before]);
  });
}

function checkOut({ repository, current, head }: Situation, to: Destination, undo: Undo): void {
  if (current === to.branch) return;
  git(repository, ["symbolic-ref", "-m", `catch-up: ${to.place}`, "HEAD", `refs/heads/${to.branch}`]);
  undo(() => {
    const message = ["-m", "catch-up: undone"];
    if (current !== undefined) git(repository, ["symbolic-ref", ...message, "HEAD", `refs/heads/${current}`]);
    else if (head) git(repository, ["update-ref", "--no-deref", ...message, "HEAD", head.commit]);
  });
}

/** Restores the files of a tree, after some of them may have been replaced by those of another one. */
function putBack(repository: string, saved: string, other: string, env: NodeJS.ProcessEnv): void {
  const difference = ["diff-tree", "-r", "-z", "--no-renames", "--diff-filter=A", saved, other];
  const added = git(repository, difference).split("\0");
  // Input: ":000000 100644 <no id> <id> A", path. Git removes only files in its index, so the new files are added to
  // it.
  const entries = added.map((part) => part.replace(/^:\d+ (\d+) \w+ (\w+) A$/, "$1 $2\t"));
  const input = entries.join("\0").replaceAll("\t\0", "\t");
  git(repository, ["update-index", "--replace", "-z", "--index-info"], { env, input });
  git(repository, ["read-tree", "--reset", "-u", saved], { env });
}

/** Replaces the user's index, while git's lock keeps other commands out. */
function useIndex(gitFolder: string, index: string): void {
  const lock = join(gitFolder, "index.lock");
  try {
    closeSync(openSync(lock, "wx"));
  } catch (error) {
    if (!existsSync(lock)) throw error;
    throw new GitError(`Unable to create '${lock}': File exists.`);
  }
  try {
    renameSync(index, join(gitFolder, "index"));
  } finally {
    rmSync(lock);
  }
}

function endOperations(repository: string, folder: string): void {
  for (const [name, operation] of OPERATIONS) {
    if (existsSync(join(folder, name))) tryGit(repository, [operation, "--quit"]);
  }
}
