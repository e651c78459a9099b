import { readFileSync } from "node:fs";
import { parseArguments, type Request, UsageError } from "./cli/arguments.ts";
import { Terminal } from "./cli/terminal.ts";
import { USAGE } from "./cli/usage.ts";
import { locateStore } from "./persistence/store-location.ts";

const EXIT_CODE = { ok: 0, failure: 1, usage: 2 } as const;

const streams = { input: process.stdin, output: process.stdout, error: process.stderr };

/** Each command is loaded when it is asked for, so that none of them waits for what only another needs. */
const ON_A_STORE = {
  play: async () => (await import("./cli/play.ts")).play,
  join: async () => (await import("./cli/join.ts")).join,
  watch: async () => (await import("./cli/watch.ts")).watch,
  replay: async () => (await import("./cli/replay.ts")).replay,
  games: async () => (await import("./cli/games.ts")).games,
  leaderboard: async () => (await import("./cli/leaderboard.ts")).leaderboard,
  history: async () => (await import("./cli/history.ts")).history,
} as const;

async function run(request: Request, terminal: Terminal): Promise<void> {
  switch (request.command) {
    case "help":
      return terminal.draw(USAGE);
    case "version":
      return terminal.print(version());
    case "eventstore": {
      const { serve } = await import("./cli/eventstore.ts");
      return serve(request, terminal);
    }
    default: {
      const command = await ON_A_STORE[request.command]();
      return command(request, locateStore(request.store, process.env), terminal);
    }
  }
}

async function main(): Promise<number> {
  let terminal = new Terminal(streams, false);
  try {
    const request = parseArguments(process.argv.slice(2));
    terminal = new Terminal(streams, request.color && showsColors());
    await run(request, terminal);
    return EXIT_CODE.ok;
  } catch (error) {
    terminal.complain(sentenceFor(error));
    for (const line of detailsOf(error)) terminal.complain(line);
    if (!(error instanceof UsageError)) return EXIT_CODE.failure;
    process.stderr.write(`\n${USAGE}\n`);
    return EXIT_CODE.usage;
  } finally {
    terminal.close();
  }
}

/** Asks for NO_COLOR first (https://no-color.org), because Node prints a warning where it meets FORCE_COLOR. */
function showsColors(): boolean {
  return !process.env.NO_COLOR && process.stdout.isTTY && process.stdout.hasColors();
}

function version(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/** @returns what an error has to say below its sentence, such as what there is to choose from. */
function detailsOf(error: unknown): readonly string[] {
  return error instanceof Error && "details" in error && Array.isArray(error.details) ? error.details : [];
}

function sentenceFor(error: unknown): string {
  return error instanceof Error && error.message
    ? error.message
    : "Something went wrong that should not have.";
}

// Whoever reads us may stop at any time, as `head` does: that is no failure of ours, while a full disk is one.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "ENOSPC") throw error;
  process.exit(EXIT_CODE.ok);
});
process.on("uncaughtException", (error) => {
  process.stderr.write(`${sentenceFor(error)}\n`);
  process.exit(EXIT_CODE.failure);
});

process.noDeprecation = true; // how a library calls Node is no concern of players
process.exitCode = await main();
if (process.exitCode === EXIT_CODE.failure) {
  // The client cannot hang up on a server that never answers, and would have us wait with it.
  process.stdout.write("", () => process.stderr.write("", () => process.exit()));
}
