import { existsSync } from "node:fs";
import { join } from "node:path";
import { git, tryGit } from "./git.ts";
import { commitTree, NO_COMMIT, treeOf } from "./git-objects.ts";
import { identityFor, type SavedWork } from "./save-work.ts";

/** What git can be in the middle of, and how to leave it with the work tree as it is. */
const OPERATIONS = [
  ["MERGE_HEAD", "merge"],
  ["CHERRY_PICK_HEAD", "cherry-pick"],
  ["REVERT_HEAD", "revert"],
  ["rebase-merge", "rebase"],
  ["rebase-apply", "rebase"],
] as const;

/**
 * Makes the work tree, the index and a branch those of a tree, and checks out that branch. Git itself refuses where
 * a file is no longer what was saved; then nothing has moved.
 *
 * @param place in words, for the message of the commit.
 */
export function moveTo(
  repository: string,
  saved: SavedWork,
  branch: string,
  tree: string,
  place: string,
): void {
  git(repository, ["read-tree", "--reset", saved.tree]);
  tryGit(repository, ["update-index", "-q", "--refresh"]); // says no where something has changed, as does the next
  git(repository, ["read-tree", "-m", "-u", saved.tree, tree]);

  const folder = git(repository, ["rev-parse", "--absolute-git-dir"]).trim();
  for (const [name, operation] of OPERATIONS) {
    if (existsSync(join(folder, name))) tryGit(repository, [operation, "--quit"]);
  }
  pointTo(repository, branch, tree, place);
  git(repository, ["symbolic-ref", "-m", `catch-up: ${place}`, "HEAD", `refs/heads/${branch}`]);
}

/** Adds a commit to the branch where it is not at that tree already; whatever was on it stays on it. */
function pointTo(repository: string, branch: string, tree: string, place: string): void {
  const reference = `refs/heads/${branch}`;
  const local = tryGit(repository, ["rev-parse", "--verify", "--quiet", `${reference}^{commit}`]);
  const remote = tryGit(repository, [
    "rev-parse",
    "--verify",
    "--quiet",
    `refs/remotes/origin/${branch}^{commit}`,
  ]);
  const tip = local ?? remote;
  const commit =
    tip && treeOf(repository, tip) === tree
      ? tip
      : commitTree(repository, tree, tip ? [tip] : [], `Catch up: ${place}\n`, identityFor(repository));
  git(repository, ["update-ref", "-m", `catch-up: ${place}`, reference, commit, local ?? NO_COMMIT]);
}
