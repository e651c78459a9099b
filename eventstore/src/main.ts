import { parseArgs } from "node:util";
import { DEFAULT_PORT, serve } from "./serve.ts";
import { VERSION } from "./version.ts";

const DEFAULT_FILE = "eventstore.db";

const USAGE = `Usage: embedded-eventstore [options]
Runs an event store for EventStoreDB's clients on 127.0.0.1, until Ctrl-C.
  --port <number>          the port, or 0 for a free one; without it, ${DEFAULT_PORT}
  --store <file | memory>  where the events are kept; without it, ${DEFAULT_FILE} in the current folder
  --help                   prints this text
  --version                prints the version`;

/** What the options with a value take. */
const TAKES = {
  port: "--port takes a number from 0 to 65535.",
  store: "--store takes a file or memory.",
} as const;

/** The exit codes: success; failure; a command line that is not understood. */
const EXIT_CODE = { ok: 0, failure: 1, usage: 2 } as const;

class UsageError extends Error {}

interface Output {
  print(text: string): void;
  complain(text: string): void;
}

/**
 * Runs the program `embedded-eventstore`: an event store until Ctrl-C or SIGTERM.
 *
 * @param words those after the name of the program
 * @returns the exit code; errors have been printed
 */
export async function main(words: readonly string[], { print, complain }: Output): Promise<number> {
  try {
    const { help, version, port, store = DEFAULT_FILE } = parse(words);
    if (help) print(USAGE);
    else if (version) print(VERSION);
    else {
      const options = { file: fileOf(store), port: portOf(port) };
      await serve(options, ({ connectionString, address }) => {
        print(`Events: ${options.file === ":memory:" ? "in memory, gone at the end" : options.file}`);
        print(`In the browser: ${address}`);
        print(`Ready at ${connectionString} (Ctrl-C stops it)`);
      });
    }
    return EXIT_CODE.ok;
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    if (!(error instanceof UsageError)) return EXIT_CODE.failure;
    complain(`\n${USAGE}`);
    return EXIT_CODE.usage;
  }
}

function parse(words: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        port: { type: "string" },
        store: { type: "string" },
        help: { type: "boolean" },
        version: { type: "boolean" },
      },
    });
    return values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (message.startsWith("Option '--port")) throw new UsageError(TAKES.port);
    if (message.startsWith("Option '--store")) throw new UsageError(TAKES.store);
    const [sentence = ""] = message.split(/\.? (?:To specify|This command)|\n/);
    throw new UsageError(`${sentence.replace(/\.$/, "")}.`);
  }
}

function portOf(text: string = String(DEFAULT_PORT)): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(TAKES.port);
  }
  return Number(text);
}

function fileOf(store: string): string {
  if (store.trim() === "") throw new UsageError(TAKES.store);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(store)) {
    throw new UsageError(`${TAKES.store} This program is a server itself, and connects to none.`);
  }
  return store === "memory" ? ":memory:" : store;
}
