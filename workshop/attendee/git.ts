import { spawnSync } from "node:child_process";

interface GitOptions {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly encoding?: "utf8" | "latin1";
}

/** A git command failed. The message is what git said. */
export class GitError extends Error {
  override readonly name = "GitError";
  /** Whether git is not installed. */
  readonly isMissing: boolean;

  constructor(message: string, isMissing = false) {
    super(message);
    this.isMissing = isMissing;
  }
}

/** @returns what git said, as one sentence; for a lock file also what to do about it. */
export function sentenceOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const [first = ""] = said.replace(/^(?:fatal|error): /, "").split(/\n\n|\n(?:fatal|error|hint): /);
  const sentence = `git says: ${first
    .trim()
    .replace(/\s*\n\s*/g, " ")
    .replace(/\.?$/, ".")}`;
  const [lock] = /[^' ]+\.lock(?=': File exists)/.exec(said) ?? [];
  return lock ? `${sentence} Where no other git is at work, delete ${lock}.` : sentence;
}

/**
 * Variables that git sets for its hooks. In a hook they name the hook's repository, and we need the one in `folder`.
 */
const ABOUT_ANOTHER_REPOSITORY = [
  "GIT_COMMON_DIR",
  "GIT_DIR",
  "GIT_INDEX_FILE",
  "GIT_NAMESPACE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_PREFIX",
  "GIT_WORK_TREE",
];

/**
 * Turns off settings with which git does not check whether a file has changed, refuses files because of their line
 * ends, or writes fewer or more files than a command names.
 */
const SETTINGS = [
  "core.fsmonitor=false",
  "core.ignoreStat=false",
  "core.safecrlf=false",
  "core.sparseCheckout=false",
  "core.splitIndex=false",
  "core.untrackedCache=false",
  "submodule.recurse=false",
].flatMap((setting) => ["-c", setting]);

function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !ABOUT_ANOTHER_REPOSITORY.includes(name));
  return { ...Object.fromEntries(inherited), LC_ALL: "C", ...more };
}

/**
 * Runs git in the repository of the folder, without a shell.
 *
 * @returns all that it printed, including the last line break.
 * @throws GitError if it fails or is not installed.
 */
export function git(folder: string, words: readonly string[], options: GitOptions = {}): string {
  const { status, stdout, stderr, error } = spawnSync("git", [...SETTINGS, ...words], {
    cwd: folder,
    input: options.input ?? "",
    encoding: options.encoding ?? "utf8",
    env: environment(options.env),
    maxBuffer: 1 << 30,
  });
  if (error) throw new GitError(error.message, "code" in error && error.code === "ENOENT");
  if (status !== 0) throw new GitError(stderr.trim() || `git ${words[0]} ended with ${status}`);
  return stdout;
}

/** As `git`, without the line break at the end; undefined if the command fails. */
export function tryGit(
  folder: string,
  words: readonly string[],
  options: GitOptions = {},
): string | undefined {
  try {
    return git(folder, words, options).trimEnd();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
