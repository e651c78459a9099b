import { locateStore } from "../persistence/connection/store-location.ts";
import { InvalidStoreError } from "../persistence/errors.ts";
import { parseArguments } from "./arguments.ts";
import { loadCommands, type Request, UsageError } from "./command.ts";
import { type Streams, Terminal } from "./terminal/terminal.ts";
import { HELP } from "./usage.ts";

/** The exit codes: `failure` for any error, `usage` for a command line that cannot be understood. */
export const EXIT_CODE = { ok: 0, failure: 1, usage: 2 } as const;

/**
 * Runs the program with the given streams. It does not end the process, so tests can call it.
 *
 * @param words the arguments after the name of the program.
 * @param environment holds EVENTSTOREDB_URI, EVENTSTOREDB_ROOT_CERTIFICATES and NO_COLOR, if they are set.
 * @returns the exit code. Errors have been printed on the error stream.
 */
export async function main(
  words: readonly string[],
  streams: Streams,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  let request: Request | undefined;
  let terminal = new Terminal(streams, false);
  try {
    const parsed = parseArguments(words, await loadCommands());
    request = parsed.request;
    terminal = new Terminal(streams, parsed.color && showsColors(streams, environment));
    await parsed.run({ terminal, locate: () => locateStore(parsed.request.store, environment) });
    return EXIT_CODE.ok;
  } catch (error) {
    terminal.complain(sentenceFor(error));
    for (const line of detailsOf(error)) terminal.complain(line);
    if (!isUsageError(error, request)) return EXIT_CODE.failure;
    terminal.complain(HELP); // the usage itself would push the sentence off a small screen
    return EXIT_CODE.usage;
  } finally {
    terminal.close();
  }
}

/** Checks NO_COLOR (https://no-color.org) before `hasColors`, which prints a warning if FORCE_COLOR is set as well. */
function showsColors({ output }: Streams, { NO_COLOR }: NodeJS.ProcessEnv): boolean {
  return !NO_COLOR && output.isTTY && output.hasColors();
}

/** @returns whether the error is about the command line. An invalid EVENTSTOREDB_URI is not. */
function isUsageError(error: unknown, request: Request | undefined): boolean {
  return error instanceof UsageError || (error instanceof InvalidStoreError && request?.store !== undefined);
}

/** The client's prefix for a store's answer to an append that it has no error type for. */
const CLIENT_PREFIX = /^Could not recognize /;

/** The error codes of Node and SQLite for a full disk or an exceeded quota. */
const FULL_DISK_CODES: readonly unknown[] = ["ENOSPC", "EDQUOT", "SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"];

/** @returns the sentence to print for an error of any kind. */
export function sentenceFor(error: unknown): string {
  if (error instanceof Error && "code" in error && FULL_DISK_CODES.includes(error.code)) {
    return "The disk is full: free some space.";
  }
  return error instanceof Error && error.message
    ? error.message.replace(CLIENT_PREFIX, "")
    : "Something went wrong that should not have.";
}

/** @returns the lines to print below the sentence, such as the possible choices. */
function detailsOf(error: unknown): readonly string[] {
  return error instanceof Error && "details" in error && Array.isArray(error.details) ? error.details : [];
}
