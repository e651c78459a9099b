import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { git, tryGit } from "../git.ts";

/** The last commit of a branch. */
interface Branch {
  readonly commit: string;
  readonly tree: string;
  readonly parents: readonly string[];
  /** The time of the commit, in seconds since 1970. */
  readonly date: number;
  /** The folder in which it is checked out; empty if there is none. */
  readonly workTree: string;
}

/** The state of a repository before it is changed. */
export interface Situation {
  readonly repository: string;
  /** The folder with HEAD, the index and an unfinished merge of this work tree. */
  readonly gitFolder: string;
  /** The branch that is checked out, such as "main"; undefined if HEAD is a commit. */
  readonly current: string | undefined;
  /** The commit and the tree of HEAD; undefined before the first commit. */
  readonly head: { readonly commit: string; readonly tree: string } | undefined;
  /** The commits of an unfinished merge, cherry-pick, revert or rebase. */
  readonly inProgress: readonly string[];
  /** By name, such as "my-work/01-exercise-start-game". */
  readonly branches: ReadonlyMap<string, Branch>;
  /** The branches of `origin` after the last fetch, by the same names. */
  readonly origin: ReadonlyMap<string, Branch>;
}

export function lookAt(repository: string): Situation {
  const gitFolder = gitFolderOf(repository);
  const expressions = ["HEAD^{commit}", "HEAD^{tree}", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD"];
  const [commit, tree, ...others] = resolve(repository, expressions);
  const merge = join(gitFolder, "MERGE_HEAD"); // may contain several
  const merged = existsSync(merge) ? readFileSync(merge, "utf8").split("\n") : [];
  return {
    repository,
    gitFolder,
    // git's own short name is longer if there is a tag of the same name.
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

/** @returns for each expression the id of the object; undefined if there is none. */
function resolve(repository: string, expressions: readonly string[]): (string | undefined)[] {
  const input = expressions.map((expression) => `${expression}\n`).join("");
  const answers = git(repository, ["cat-file", "--batch-check"], { input }).split("\n");
  return expressions.map((_, index) => /^([0-9a-f]+) (?:commit|tree) /.exec(answers[index] ?? "")?.[1]);
}
