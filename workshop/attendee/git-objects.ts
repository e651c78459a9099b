import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git } from "./git.ts";
import type { Files } from "./pack.ts";

/** What git takes for "no commit" where a reference is not there yet. */
export const NO_COMMIT = "0".repeat(40);

/** Lets the caller work with an index that is not the user's, and that is gone afterwards. */
export function withIndexOfItsOwn<Result>(use: (env: NodeJS.ProcessEnv) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "workshop-index-"));
  try {
    return use({ GIT_INDEX_FILE: join(folder, "index") });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns what writes a text into the repository and returns its id, each text once. */
export function blobWriter(repository: string): (text: string) => string {
  const ids = new Map<string, string>();
  return (text) => {
    const known = ids.get(text);
    if (known) return known;
    const id = git(repository, ["hash-object", "-w", "--stdin", "--no-filters"], { input: text }).trim();
    ids.set(text, id);
    return id;
  };
}

/** @returns the id of a tree with these files; neither the user's index nor the work tree is touched. */
export function writeTree(repository: string, files: Files, blobOf = blobWriter(repository)): string {
  return withIndexOfItsOwn((env) => {
    const entries = [...files].map(([path, text]) => `100644 ${blobOf(text)}\t${path}\0`);
    git(repository, ["update-index", "-z", "--index-info"], { env, input: entries.join("") });
    return git(repository, ["write-tree"], { env }).trim();
  });
}

export function treeOf(repository: string, commit: string): string {
  return git(repository, ["rev-parse", `${commit}^{tree}`]).trim();
}

/**
 * @param env may name author, committer and their dates.
 * @returns the id of a commit that no branch has yet.
 */
export function commitTree(
  repository: string,
  tree: string,
  parents: readonly string[],
  message: string,
  env: NodeJS.ProcessEnv,
): string {
  const words = ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])];
  return git(repository, words, { env, input: message }).trim();
}

/** @returns the work tree in which the branch is checked out, if there is one. */
export function checkedOutAt(repository: string, branch: string): string | undefined {
  const trees = git(repository, ["worktree", "list", "--porcelain"]).split("\n\n");
  const tree = trees.find((lines) => lines.split("\n").includes(`branch refs/heads/${branch}`));
  return tree && /^worktree (.*)$/m.exec(tree)?.[1];
}
