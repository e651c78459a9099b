import { closeSync, existsSync, openSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { GitError, git, sentenceOf, tryGit } from "../git.ts";
import { allOrNothing, type Undo } from "./all-or-nothing.ts";
import { NO_COMMIT } from "./git-objects.ts";
import { commitWork, type SavedWork } from "./save-work.ts";
import type { Situation } from "./situation.ts";

/** What git can be in the middle of, by what is in its folder then. */
const OPERATIONS = [
  ["MERGE_HEAD", "merge"],
  ["CHERRY_PICK_HEAD", "cherry-pick"],
  ["REVERT_HEAD", "revert"],
  ["sequencer", "cherry-pick"],
  ["rebase-merge", "rebase"],
  ["rebase-apply", "rebase"],
] as const;

/** Where to go. */
interface Destination {
  readonly branch: string;
  readonly tree: string;
  /** In words, for the message of the commit. */
  readonly place: string;
}

/**
 * Makes the work tree, the index and a branch those of a tree, and checks out that branch; or changes nothing, where git
 * refuses any of it, such as where a file is no longer what was saved.
 *
 * @param env names the index with which the work was saved: it knows each file as it is. It becomes the user's.
 * @throws Error with a sentence for the attendee, where nothing was changed.
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

/** Adds a commit to the branch where it is not at that tree already; whatever was on it stays on it. */
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

/** Makes the files those of a tree again, of which some may be those of another one. */
function putBack(repository: string, saved: string, other: string, env: NodeJS.ProcessEnv): void {
  const difference = ["diff-tree", "-r", "-z", "--no-renames", "--diff-filter=A", saved, other];
  const added = git(repository, difference).split("\0");
  // ":000000 100644 <no id> <id> A", path: git removes only what it knows of, so it is told of the new files.
  const entries = added.map((part) => part.replace(/^:\d+ (\d+) \w+ (\w+) A$/, "$1 $2\t"));
  const input = entries.join("\0").replaceAll("\t\0", "\t");
  git(repository, ["update-index", "--replace", "-z", "--index-info"], { env, input });
  git(repository, ["read-tree", "--reset", "-u", saved], { env });
}

/** Puts an index into the place of the user's, under the lock with which git keeps other commands out. */
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
