import type { Browser } from "playwright-core";
import { CliProcess } from "../cli/support/cli-process.ts";
import { newFolder, removeFolders } from "../folders.ts";
import { makePrograms } from "../programs.ts";
import { launchBrowser } from "./chromium.ts";

/** The programs as users start them, and a browser. */
interface Programs {
  readonly browser: Browser;
  /** The connection string of the store. */
  readonly store: string;
  /** The address of the store's own page. */
  readonly storePage: string;
  /** The address of the games' pages. */
  readonly gamesPage: string;
}

/**
 * Starts the event store and the pages of the games as processes, and a browser; ends them all after `use`.
 *
 * @throws Error if this computer has no browser.
 */
export async function withPrograms(use: (programs: Programs) => Promise<void>): Promise<void> {
  const browser = await launchBrowser();
  if (!browser)
    throw new Error("There is neither Chromium nor Chrome nor Edge on this computer: install one.");
  await makePrograms();
  const folder = newFolder();
  const started: CliProcess[] = [];
  const start = async (...words: string[]) => {
    const program = new CliProcess(words, { cwd: folder });
    started.push(program);
    await program.output.readUntil("Ctrl-C stops it");
    return program.output.raw;
  };
  try {
    const ready = await start("eventstore", "--port", "0", "--store", `${folder}/games.db`);
    const store = found(/^Ready at (\S+)/m, ready);
    const gamesPage = found(/^Ready at (\S+)/m, await start("web", "--port", "0", "--store", store));
    await use({ browser, store, storePage: found(/^In the browser: (\S+)/m, ready), gamesPage });
  } finally {
    await browser.close();
    for (const program of started.reverse()) {
      program.send("SIGTERM");
      await program.ended;
    }
    removeFolders();
  }
}

function found(pattern: RegExp, text: string): string {
  const [, group] = pattern.exec(text) ?? [];
  if (group === undefined) throw new Error(`The program has printed: ${text}`);
  return group;
}
