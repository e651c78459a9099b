import { InvalidStoreError } from "../persistence/errors.ts";
import { locateStore } from "../persistence/store-location.ts";
import { parseArguments } from "./arguments.ts";
import { loadCommands, type Request, UsageError } from "./command.ts";
import { type Streams, Terminal } from "./terminal/terminal.ts";
import { usage } from "./usage.ts";

/** All went well; something went wrong; the words of the command line ask for nothing there is. */
export const EXIT_CODE = { ok: 0, failure: 1, usage: 2 } as const;

/**
 * The program, apart from what concerns its process alone.
 *
 * @param words those after the name of the program.
 * @param environment of which EVENTSTOREDB_URI, EVENTSTOREDB_ROOT_CERTIFICATES and NO_COLOR count.
 * @returns the exit code; what went wrong has been said on the error stream.
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
    if (!isAboutWords(error, request)) return EXIT_CODE.failure;
    streams.error.write(`\n${await usage()}\n`);
    return EXIT_CODE.usage;
  } finally {
    terminal.close();
  }
}

/** Asks for NO_COLOR first (https://no-color.org), because Node prints a warning where it meets FORCE_COLOR. */
function showsColors({ output }: Streams, { NO_COLOR }: NodeJS.ProcessEnv): boolean {
  return !NO_COLOR && output.isTTY && output.hasColors();
}

/** Whether other words would have helped; what EVENTSTOREDB_URI says is none of them. */
function isAboutWords(error: unknown, request: Request | undefined): boolean {
  return error instanceof UsageError || (error instanceof InvalidStoreError && request?.store !== undefined);
}

/** What the client puts in front of a store's answer to an append where it has no error of its own for it. */
const CLIENTS_PREFIX = /^Could not recognize /;

/** What Node and SQLite say where there is no room, or no more than is allowed. */
const FULL_DISK: readonly unknown[] = ["ENOSPC", "EDQUOT", "SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"];

/** @returns a sentence for any error. */
export function sentenceFor(error: unknown): string {
  if (error instanceof Error && "code" in error && FULL_DISK.includes(error.code)) {
    return "The disk is full: free some space.";
  }
  return error instanceof Error && error.message
    ? error.message.replace(CLIENTS_PREFIX, "")
    : "Something went wrong that should not have.";
}

/** @returns what an error has to say below its sentence, such as what there is to choose from. */
function detailsOf(error: unknown): readonly string[] {
  return error instanceof Error && "details" in error && Array.isArray(error.details) ? error.details : [];
}
