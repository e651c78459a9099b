import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { git, tryGit } from "../git.ts";

/** What a branch has. */
interface Branch {
  readonly commit: string;
  readonly tree: string;
  readonly parents: readonly string[];
  /** When its last commit was made, in seconds since 1970. */
  readonly date: number;
  /** The folder in which it is checked out; empty where there is none. */
  readonly workTree: string;
}

/** What git knows of a repository, before anything is changed. */
export interface Situation {
  readonly repository: string;
  /** Where the repository keeps what belongs to this work tree: HEAD, the index, a merge that is not finished. */
  readonly gitFolder: string;
  /** The branch that is checked out, such as "main"; undefined where HEAD is a commit. */
  readonly current: string | undefined;
  /** What HEAD is; undefined before the first commit. */
  readonly head: { readonly commit: string; readonly tree: string } | undefined;
  /** The commits that a merge, a cherry-pick, a revert or a rebase in progress is about. */
  readonly inProgress: readonly string[];
  /** By name, such as "my-work/01-exercise-start-game". */
  readonly branches: ReadonlyMap<string, Branch>;
  /** Those that `origin` had when it was asked last, by the same names. */
  readonly origin: ReadonlyMap<string, Branch>;
}

export function lookAt(repository: string): Situation {
  const gitFolder = gitFolderOf(repository);
  const expressions = ["HEAD^{commit}", "HEAD^{tree}", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"];
  const [commit, tree, ...others] = resolve(repository, expressions);
  const merge = join(gitFolder, "MERGE_HEAD"); // may have several
  const merged = existsSync(merge) ? readFileSync(merge, "utf8").split("\n") : [];
  return {
    repository,
    gitFolder,
    // git's own short name would be a longer one where a tag has the same.
    current: tryGit(repository, ["symbolic-ref", "--quiet", "HEAD"])?.replace(/^refs\/heads\//, ""),
    head: commit && tree ? { commit, tree } : undefined,
    inProgress: [...merged, ...others].filter((id) => id !== undefined).filter(Boolean),
    ...branchesIn(repository),
  };
}

export function gitFolderOf(repository: string): string {
  const folder = join(repository, ".git");
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  return git(repository, ["rev-parse", "--absolute-git-dir"]).trim();
}

export function branchesIn(repository: string): Pick<Situation, "branches" | "origin"> {
  const fields = ["refname", "objectname", "tree", "parent", "committerdate:unix", "worktreepath"];
  const format = fields.map((field) => `%(${field})`).join("%00");
  const lines = git(repository, ["for-each-ref", `--format=${format}`, "refs/heads", "refs/remotes/origin"]);
  const all = lines.split("\n").map((line): [string, Branch] => {
    const [reference = "", commit = "", tree = "", parents = "", date = "", workTree = ""] = line.split("\0");
    return [reference, { commit, tree, parents: parents.split(" "), date: Number(date), workTree }];
  });
  const under = (prefix: string) =>
    new Map(
      all.flatMap(([reference, branch]) =>
        reference.startsWith(prefix) ? [[reference.slice(prefix.length), branch] as const] : [],
      ),
    );
  return { branches: under("refs/heads/"), origin: under("refs/remotes/origin/") };
}

/** @returns the object that each expression stands for; undefined where it stands for none. */
function resolve(repository: string, expressions: readonly string[]): (string | undefined)[] {
  const input = expressions.map((expression) => `${expression}\n`).join("");
  const answers = git(repository, ["cat-file", "--batch-check"], { input }).split("\n");
  return expressions.map((_, index) => /^([0-9a-f]+) (?:commit|tree) /.exec(answers[index] ?? "")?.[1]);
}
