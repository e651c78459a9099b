import { readFileSync } from "node:fs";
import { InvalidStoreError, locateStore } from "../persistence/store-location.ts";
import { parseArguments, type Request, UsageError } from "./arguments.ts";
import { type Streams, Terminal } from "./terminal.ts";
import { USAGE } from "./usage.ts";

/** All went well; something went wrong; the words of the command line ask for nothing there is. */
export const EXIT_CODE = { ok: 0, failure: 1, usage: 2 } as const;

/** Each command is loaded when it is asked for, so that none of them waits for what only another needs. */
const ON_A_STORE = {
  play: async () => (await import("./play.ts")).play,
  join: async () => (await import("./join.ts")).join,
  watch: async () => (await import("./watch.ts")).watch,
  replay: async () => (await import("./replay.ts")).replay,
  games: async () => (await import("./games.ts")).games,
  leaderboard: async () => (await import("./leaderboard.ts")).leaderboard,
  history: async () => (await import("./history.ts")).history,
} as const;

/**
 * The program, apart from what concerns its process alone.
 *
 * @param words those after the name of the program.
 * @param environment of which EVENTSTOREDB_URI and NO_COLOR count.
 * @returns the exit code; whatever went wrong has been said on the error stream.
 */
export async function main(
  words: readonly string[],
  streams: Streams,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  let request: Request | undefined;
  let terminal = new Terminal(streams, false);
  try {
    request = parseArguments(words);
    terminal = new Terminal(streams, request.color && showsColors(streams, environment));
    await run(request, terminal, environment);
    return EXIT_CODE.ok;
  } catch (error) {
    terminal.complain(sentenceFor(error));
    for (const line of detailsOf(error)) terminal.complain(line);
    if (!isAboutWords(error, request)) return EXIT_CODE.failure;
    streams.error.write(`\n${USAGE}\n`);
    return EXIT_CODE.usage;
  } finally {
    terminal.close();
  }
}

async function run(request: Request, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<void> {
  switch (request.command) {
    case "help":
      return terminal.draw(USAGE);
    case "version":
      return terminal.print(version());
    case "eventstore": {
      const { serveEvents } = await import("./eventstore.ts");
      return serveEvents(request, terminal);
    }
    default: {
      const command = await ON_A_STORE[request.command]();
      return command(request, locateStore(request.store, environment), terminal);
    }
  }
}

/** Asks for NO_COLOR first (https://no-color.org), because Node prints a warning where it meets FORCE_COLOR. */
function showsColors({ output }: Streams, { NO_COLOR }: NodeJS.ProcessEnv): boolean {
  return !NO_COLOR && output.isTTY && output.hasColors();
}

function version(): string {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Whether other words would have helped; what EVENTSTOREDB_URI says is none of them. */
function isAboutWords(error: unknown, request: Request | undefined): boolean {
  return error instanceof UsageError || (error instanceof InvalidStoreError && request?.store !== undefined);
}

/** What the client puts in front of a store's answer to an append where it has no error of its own for it. */
const CLIENTS_PREFIX = /^Could not recognize /;

/** @returns a sentence for whatever has been thrown. */
export function sentenceFor(error: unknown): string {
  return error instanceof Error && error.message
    ? error.message.replace(CLIENTS_PREFIX, "")
    : "Something went wrong that should not have.";
}

/** @returns what an error has to say below its sentence, such as what there is to choose from. */
function detailsOf(error: unknown): readonly string[] {
  return error instanceof Error && "details" in error && Array.isArray(error.details) ? error.details : [];
}
