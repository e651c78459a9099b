import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GitError, git, tryGit } from "./git.ts";
import { commitTree, NO_COMMIT, treeOf, withIndexOfItsOwn } from "./git-objects.ts";

/** Where somebody's work is now. */
export interface SavedWork {
  /** Such as "my-work/01-exercise-start-game". */
  readonly branch: string;
  /** The work tree as it was, untracked files included. */
  readonly tree: string;
}

/** The commits that a merge, a cherry-pick or a rebase in progress is about. */
const IN_PROGRESS = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"];

/**
 * Keeps all that is in the work tree and in the index in a branch of its own, which was not there before. Neither the
 * work tree, the index nor any other branch is touched.
 *
 * @param inTheWay paths that are about to be written, and so are kept even where git ignores them.
 */
export function saveWork(repository: string, inTheWay: readonly string[]): SavedWork {
  const head = tryGit(repository, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
  const tree = treeOfWorkTree(repository, head, inTheWay);
  const env = identityFor(repository);
  const staged = stagedCommit(repository, head, tree, env);
  const parents = [
    ...new Set([head, staged, ...commitsInProgress(repository)].filter((id) => id !== undefined)),
  ];
  const current = tryGit(repository, ["symbolic-ref", "--short", "--quiet", "HEAD"]) ?? "detached";
  const nothingNew = head !== undefined && parents.length === 1 && treeOf(repository, head) === tree;
  if (nothingNew && current.startsWith("my-work")) return { branch: current, tree };
  const commit = nothingNew
    ? head
    : commitTree(repository, tree, parents, "Keep my work before catching up\n", env);
  return { branch: createBranch(repository, current.replace(/^my-work\//, ""), commit), tree };
}

function treeOfWorkTree(repository: string, head: string | undefined, inTheWay: readonly string[]): string {
  return withIndexOfItsOwn((env) => {
    if (head) git(repository, ["read-tree", head], { env });
    git(repository, ["add", "--all"], { env });
    // A link of that name is not what .gitignore means by node_modules/, and nobody's work either.
    git(repository, ["rm", "--cached", "--quiet", "-r", "--ignore-unmatch", "--", "node_modules"], { env });
    const ignored = inTheWay.filter((path) => existsSync(join(repository, path)));
    git(repository, ["add", "--force", "--pathspec-from-file=-", "--pathspec-file-nul"], {
      env: { ...env, GIT_LITERAL_PATHSPECS: "1" },
      input: ignored.join("\0"),
    });
    return git(repository, ["write-tree"], { env }).trim();
  });
}

/** @returns a commit of what is in the index, where that is neither in the work tree nor in HEAD. */
function stagedCommit(
  repository: string,
  head: string | undefined,
  workTree: string,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const tree = tryGit(repository, ["write-tree"]); // impossible amid a conflict, whose sides are in progress, see above
  if (!tree || tree === workTree || (head && tree === treeOf(repository, head))) return undefined;
  return commitTree(repository, tree, head ? [head] : [], "Keep what was staged\n", env);
}

function commitsInProgress(repository: string): string[] {
  const folder = git(repository, ["rev-parse", "--absolute-git-dir"]).trim();
  return IN_PROGRESS.map((name) => join(folder, name))
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, "utf8").split("\n").filter(Boolean));
}

/** @returns an author for those whom git does not know. */
export function identityFor(repository: string): NodeJS.ProcessEnv {
  const known = ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"].every((name) =>
    tryGit(repository, ["var", name]),
  );
  if (known) return {};
  const [name, email] = ["Attendee", "attendee@connect-four.invalid"];
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
}

/** Takes the first name that is free: what somebody has kept before stays. */
function createBranch(repository: string, name: string, commit: string): string {
  for (let number = 1; number < 1000; number++) {
    for (const prefix of ["my-work/", "my-work-"]) {
      const branch = `${prefix}${name}${number === 1 ? "" : `-${number}`}`;
      if (tryGit(repository, ["update-ref", `refs/heads/${branch}`, commit, NO_COMMIT]) !== undefined)
        return branch;
      // A branch that is called my-work leaves no room for a my-work/….
      if (tryGit(repository, ["rev-parse", "--verify", "--quiet", "refs/heads/my-work"]) === undefined) break;
    }
  }
  throw new GitError(
    `There is no free name for another my-work/${name}: delete old ones with git branch -D.`,
  );
}
