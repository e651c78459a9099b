import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git } from "../git.ts";
import type { Files } from "../pack.ts";
import { gitFolderOf } from "./situation.ts";

/** Tells `git update-ref` that a reference must not exist yet, in every object format. */
export const NO_COMMIT = "";

/**
 * Makes a temporary folder for the caller, and removes it afterwards. It is inside of git's own folder: there a file
 * can be renamed into its final place, and git ignores it.
 */
function withTemporaryFolder<Result>(repository: string, use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(gitFolderOf(repository), "workshop-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes a temporary index for the caller, and removes it afterwards; the user's index is not used. */
export function withIndexOfItsOwn<Result>(
  repository: string,
  use: (env: { GIT_INDEX_FILE: string }) => Result,
): Result {
  return withTemporaryFolder(repository, (folder) => use({ GIT_INDEX_FILE: join(folder, "index") }));
}

/** @returns the id of a text in git, in the object format sha1. */
export function blobIdOf(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** Writes a tree with these files, without the user's index and work tree. @returns its id. */
export function writeTree(repository: string, files: Files): string {
  return withTemporaryFolder(repository, (folder) => {
    const ids = writeBlobs(repository, [...new Set(files.values())], folder);
    const env = { GIT_INDEX_FILE: join(folder, "index") };
    const entries = [...files].map(([path, text]) => `100644 ${ids.get(text)}\t${path}\0`);
    git(repository, ["update-index", "-z", "--index-info"], { env, input: entries.join("") });
    return git(repository, ["write-tree"], { env }).trim();
  });
}

/** Writes the texts to files first, because one git command takes many files, but only one text. */
function writeBlobs(repository: string, texts: readonly string[], folder: string): Map<string, string> {
  const paths = texts.map((text, index) => {
    const path = join(folder, `${index}`);
    writeFileSync(path, text);
    return `${path}\n`;
  });
  const write = ["hash-object", "-w", "--stdin-paths", "--no-filters"];
  const ids = git(repository, write, { input: paths.join("") }).split("\n");
  return new Map(texts.map((text, index) => [text, ids[index] ?? ""]));
}

export function treeOf(repository: string, commit: string): string {
  return git(repository, ["rev-parse", `${commit}^{tree}`]).trim();
}

/**
 * @param env variables such as the author, the committer and their dates.
 * @returns the id of a new commit, which is on no branch.
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
