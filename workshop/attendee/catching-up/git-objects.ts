import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { git } from "../git.ts";
import type { Files } from "../pack.ts";
import { gitFolderOf } from "./situation.ts";

/** What `git update-ref` takes for "no commit" where a reference is not there yet, in every object format. */
export const NO_COMMIT = "";

/**
 * Lets the caller work in a folder that is gone afterwards. It is in git's own, from where a file can be renamed into
 * its place, and where nothing is mistaken for work.
 */
function withTemporaryFolder<Result>(repository: string, use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(gitFolderOf(repository), "workshop-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets the caller work with an index that is not the user's, and that is gone afterwards. */
export function withIndexOfItsOwn<Result>(
  repository: string,
  use: (env: { GIT_INDEX_FILE: string }) => Result,
): Result {
  return withTemporaryFolder(repository, (folder) => use({ GIT_INDEX_FILE: join(folder, "index") }));
}

/** @returns the name that git gives to a text, in the object format sha1. */
export function blobIdOf(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** @returns the id of a tree with these files; neither the user's index nor the work tree is touched. */
export function writeTree(repository: string, files: Files): string {
  return withTemporaryFolder(repository, (folder) => {
    const ids = writeBlobs(repository, [...new Set(files.values())], folder);
    const env = { GIT_INDEX_FILE: join(folder, "index") };
    const entries = [...files].map(([path, text]) => `100644 ${ids.get(text)}\t${path}\0`);
    git(repository, ["update-index", "-z", "--index-info"], { env, input: entries.join("") });
    return git(repository, ["write-tree"], { env }).trim();
  });
}

/** Through files, since one git command takes many of them, but only a single text. */
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
