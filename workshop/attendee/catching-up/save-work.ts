import { existsSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { git, tryGit } from "../git.ts";
import { commitTree } from "./git-objects.ts";
import { branchOfHead, branchThatKeeps, keepInBranch } from "./kept-branches.ts";
import type { Situation } from "./situation.ts";

/** The place where the work is kept. */
export interface SavedWork {
  /** Such as "my-work/01-exercise-start-game". */
  readonly branch: string;
  /** Whether anything differed from the last commit. */
  readonly isNew: boolean;
  /** The tree of the work, including untracked files. */
  readonly tree: string;
  /** The files that were untracked. */
  readonly newFiles: readonly string[];
  /** Folders that are repositories themselves; they are not in the tree. */
  readonly repositories: readonly string[];
}

/** Not work. If one of them is a link, .gitignore does not match it, because it names folders. */
const NO_WORK = ["data", "node_modules"];

/**
 * Keeps the work tree and the index in a new branch, or finds the branch that has them already. Does not change the
 * work tree, the index or any other branch.
 *
 * @param env names an empty index of the caller. Afterwards it contains the work.
 * @param paths the files that will be overwritten; they are kept even if git ignores them.
 */
export function saveWork(situation: Situation, env: NodeJS.ProcessEnv, paths: readonly string[]): SavedWork {
  const { repository, head, inProgress } = situation;
  const { newFiles, repositories } = addAll(situation, env, paths);
  const tree = git(repository, ["write-tree"], { env }).trim();
  const staged = stagedCommit(situation, tree);
  const parents = [...new Set([head?.commit, staged, ...inProgress].filter((id) => id !== undefined))];
  const isNew = parents.length !== 1 || tree !== head?.tree;
  const branch = isNew ? branchThatKeeps(situation, tree, parents) : branchOfHead(situation);
  if (branch) return { branch, isNew, tree, newFiles, repositories };
  const commit = isNew
    ? commitWork(repository, tree, parents, "Keep my work before catching up\n")
    : head.commit;
  return { branch: keepInBranch(situation, commit), isNew: true, tree, newFiles, repositories };
}

/** Adds all files to the index. @returns the untracked ones, and the folders that were left out. */
function addAll(
  { repository, head }: Situation,
  env: NodeJS.ProcessEnv,
  paths: readonly string[],
): Pick<SavedWork, "newFiles" | "repositories"> {
  if (head) git(repository, ["read-tree", head.commit], { env });
  const untracked = git(repository, ["ls-files", "-z", "--others", "--exclude-standard"], { env });
  const others = untracked.split("\0").filter((path) => path !== "" && !NO_WORK.includes(path));
  const repositories = others.filter((path) => path.endsWith("/")).map((path) => path.slice(0, -1));
  const leftOut = repositories.map((path) => `:(exclude,literal)${path}`);
  git(repository, ["add", "--all", "--", ".", ...leftOut], { env });
  if (NO_WORK.some((name) => isLink(join(repository, name)))) {
    git(repository, ["rm", "--cached", "--quiet", "-r", "--ignore-unmatch", "--", ...NO_WORK], { env });
  }
  git(repository, ["add", "--force", "--pathspec-from-file=-", "--pathspec-file-nul"], {
    env: { ...env, GIT_LITERAL_PATHSPECS: "1" },
    input: inTheWayOf(repository, paths).join("\0"),
  });
  return {
    newFiles: others.filter((path) => !path.endsWith("/")),
    repositories: [...new Set([...repositories, ...repositoriesAround(repository, paths)])],
  };
}

/** @returns the folders above these paths that are repositories themselves, as after `git init` in src. */
function repositoriesAround(repository: string, paths: readonly string[]): string[] {
  const folders = new Set(paths.flatMap(stepsTo).filter((step) => !paths.includes(step)));
  return [...folders].filter((folder) => existsSync(join(repository, folder, ".git")));
}

/** @returns for each path the file that is there, or a file or link in the place of one of its folders. */
function inTheWayOf(repository: string, paths: readonly string[]): string[] {
  const there = (path: string) => lstatSync(join(repository, path), { throwIfNoEntry: false });
  const found = paths.map((path) =>
    stepsTo(path).find((step) => step === path || !there(step)?.isDirectory()),
  );
  return [...new Set(found.filter((path) => path !== undefined))].filter(there);
}

/** @returns "a", "a/b" and "a/b/c" for "a/b/c". */
function stepsTo(path: string): string[] {
  return path.split("/").map((_, index, names) => names.slice(0, index + 1).join("/"));
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** @returns a commit of the user's index; undefined if it equals the work tree or HEAD. */
function stagedCommit({ repository, head }: Situation, workTree: string): string | undefined {
  const tree = tryGit(repository, ["write-tree"]); // fails during a conflict; then `inProgress` has both sides
  if (!tree || tree === workTree || tree === head?.tree) return undefined;
  return commitWork(repository, tree, head ? [head.commit] : [], "Keep what was staged\n");
}

/** As `commitTree`, with an invented author if git knows none. */
export function commitWork(
  repository: string,
  tree: string,
  parents: readonly string[],
  message: string,
): string {
  try {
    return commitTree(repository, tree, parents, message, {});
  } catch {
    const [name, email] = ["Attendee", "attendee@connect-four.invalid"];
    return commitTree(repository, tree, parents, message, {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
    });
  }
}
