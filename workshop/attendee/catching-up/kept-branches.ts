import { git, tryGit } from "../git.ts";
import { NO_COMMIT } from "./git-objects.ts";
import type { Situation } from "./situation.ts";

/** Matches the names of branches that keep work. */
export const KEPT = /^my-work[-/]/;

/** @returns a branch that contains the commit of HEAD; preferably the one that is checked out. */
export function branchOfHead({ repository, current, head }: Situation): string | undefined {
  if (current !== undefined || !head) return current;
  const question = ["for-each-ref", "--contains", head.commit, "--count=1", "--format=%(refname:lstrip=2)"];
  return tryGit(repository, [...question, "refs/heads", "refs/remotes"]) || undefined;
}

/** @returns the branch that already keeps this work, or undefined. */
export function branchThatKeeps(
  { branches }: Situation,
  tree: string,
  parents: readonly string[],
): string | undefined {
  return [...branches].find(
    ([name, branch]) =>
      KEPT.test(name) && branch.tree === tree && parents.every((parent) => branch.parents.includes(parent)),
  )?.[0];
}

/**
 * Makes a branch for the commit, with the first name that is free: earlier branches stay as they are.
 *
 * @throws GitError if git cannot make the branch.
 */
export function keepInBranch({ repository, current, branches }: Situation, commit: string): string {
  const branch = freeName([...branches.keys()], (current ?? "detached").replace(/^my-work\//, ""));
  git(repository, ["update-ref", `refs/heads/${branch}`, commit, NO_COMMIT]);
  return branch;
}

/** Git cannot have both the branches a and a/b; on some systems it cannot have both b and B. */
function freeName(taken: readonly string[], name: string): string {
  const lower = taken.map((other) => other.toLowerCase());
  for (let number = 1; ; number++) {
    for (const prefix of ["my-work/", "my-work-"]) {
      const candidate = `${prefix}${name}${number === 1 ? "" : `-${number}`}`;
      const wanted = candidate.toLowerCase();
      const isTaken = (other: string) =>
        `${other}/`.startsWith(`${wanted}/`) || wanted.startsWith(`${other}/`);
      if (!lower.some(isTaken)) return candidate;
      if (!lower.includes("my-work")) break; // then there can be a my-work/…
    }
  }
}
