import { createHash } from "node:crypto";
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

/** @returns the name that git gives to a text. */
export function blobIdOf(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** @returns the id of a tree with these files; neither the user's index nor the work tree is touched. */
export function writeTree(repository: string, files: Files): string {
  const ids = writeBlobs(repository, [...new Set(files.values())]);
  return withIndexOfItsOwn((env) => {
    const entries = [...files].map(([path, text]) => `100644 ${ids.get(text)}\t${path}\0`);
    git(repository, ["update-index", "-z", "--index-info"], { env, input: entries.join("") });
    return git(repository, ["write-tree"], { env }).trim();
  });
}

/** Most texts are in the repository already, and to ask for all at once takes as long as to write a single one. */
function writeBlobs(repository: string, texts: readonly string[]): Map<string, string> {
  const question = texts.map((text) => `${blobIdOf(text)}\n`).join("");
  const answers = git(repository, ["cat-file", "--batch-check"], { input: question }).split("\n");
  return new Map(
    texts.map((text, index) => {
      if (answers[index]?.includes(" blob ")) return [text, blobIdOf(text)];
      const write = ["hash-object", "-w", "--stdin", "--no-filters"];
      return [text, git(repository, write, { input: text }).trim()];
    }),
  );
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
