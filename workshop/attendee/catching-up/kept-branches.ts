import { git, tryGit } from "../git.ts";
import { NO_COMMIT } from "./git-objects.ts";
import type { Situation } from "./situation.ts";

/** What the names of the branches that keep work begin with. */
export const KEPT = /^my-work[-/]/;

/** @returns a branch that has the commit of HEAD, the one that is checked out before any other. */
export function branchOfHead({ repository, current, head }: Situation): string | undefined {
  if (current !== undefined || !head) return current;
  const question = ["for-each-ref", "--contains", head.commit, "--count=1", "--format=%(refname:lstrip=2)"];
  return tryGit(repository, [...question, "refs/heads", "refs/remotes"]) || undefined;
}

/** @returns the branch that has kept this work before, if there is one. */
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
 * Gives the commit a branch of its own, by the first name that is free: what was kept before stays.
 *
 * @throws GitError where git makes no branch.
 */
export function keepInBranch({ repository, current, branches }: Situation, commit: string): string {
  const branch = freeName([...branches.keys()], (current ?? "detached").replace(/^my-work\//, ""));
  git(repository, ["update-ref", `refs/heads/${branch}`, commit, NO_COMMIT]);
  return branch;
}

/** Git has no room for a branch a/b beside a branch a; and on some systems none for B beside b. */
function freeName(taken: readonly string[], name: string): string {
  const lower = taken.map((other) => other.toLowerCase());
  for (let number = 1; ; number++) {
    for (const prefix of ["my-work/", "my-work-"]) {
      const candidate = `${prefix}${name}${number === 1 ? "" : `-${number}`}`;
      const wanted = candidate.toLowerCase();
      const isTaken = (other: string) =>
        `${other}/`.startsWith(`${wanted}/`) || wanted.startsWith(`${other}/`);
      if (!lower.some(isTaken)) return candidate;
      if (!lower.includes("my-work")) break; // which leaves no room for a my-work/…
    }
  }
}
