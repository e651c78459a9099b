import { spawnSync } from "node:child_process";

interface GitOptions {
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly encoding?: "utf8" | "latin1";
}

/** A git command that did not work; the message is what git said. */
export class GitError extends Error {
  override readonly name = "GitError";
}

/** What git tells its hooks about the repository it works in; whoever runs us from a hook means another one. */
const ABOUT_ANOTHER_REPOSITORY = [
  "GIT_COMMON_DIR",
  "GIT_DIR",
  "GIT_INDEX_FILE",
  "GIT_NAMESPACE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_PREFIX",
  "GIT_WORK_TREE",
];

function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !ABOUT_ANOTHER_REPOSITORY.includes(name));
  return { ...Object.fromEntries(inherited), LC_ALL: "C", ...more };
}

/**
 * Runs git, without a shell in between, in the repository of the folder.
 *
 * @returns what it printed, to the last byte.
 * @throws GitError where it fails, or is not installed.
 */
export function git(folder: string, words: readonly string[], options: GitOptions = {}): string {
  const { status, stdout, stderr, error } = spawnSync("git", [...words], {
    cwd: folder,
    input: options.input ?? "",
    encoding: options.encoding ?? "utf8",
    env: environment(options.env),
    maxBuffer: 1 << 30,
  });
  if (error) throw new GitError(error.message);
  if (status !== 0) throw new GitError(stderr.trim() || `git ${words[0]} ended with ${status}`);
  return stdout;
}

/** As `git`, without the line break at the end; undefined where the command fails. */
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
