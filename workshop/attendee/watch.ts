import { type ChildProcess, spawn } from "node:child_process";
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** The option of the runs that `runAgainAndAgain` starts. */
export const AGAIN = "--again";

/** Milliseconds between two checks of the files. One check of about a hundred files takes about one millisecond. */
const LOOK = 200;

/** Folders without sources, or whose files change by themselves. */
const NOT_WATCHED = [".git", "data", "my-work", "node_modules"];

const TEST = fileURLToPath(new URL("./test.ts", import.meta.url));

/**
 * Runs the tests now and after each change of a file, until this process is stopped. Each run is a new process, so it
 * reads the exercise that is there then, and it can be ended even if the attendee's code loops forever.
 *
 * @param step the number of the only step to run, or undefined for all.
 */
export async function runAgainAndAgain(root: string, step: string | undefined): Promise<never> {
  let run: ChildProcess | undefined;
  let tested = "";
  let before = "";
  for (;;) {
    const now = stateOf(root);
    // Waits until two states are equal: git or an editor may still be writing.
    if (now === before && now !== tested) {
      run?.kill("SIGKILL");
      tested = now;
      run = start(step);
    }
    before = now;
    await sleep(LOOK);
  }
}

function start(step: string | undefined): ChildProcess {
  const words = [...process.execArgv, TEST, AGAIN, ...(step === undefined ? [] : [step])];
  const run = spawn(process.execPath, words, { stdio: "inherit" });
  run.on("exit", (code) => {
    if (code !== null) console.log("\nWaiting for you to change a file. Ctrl-C stops.");
  });
  return run;
}

/** @returns a text that changes if any file is written, added or removed. */
function stateOf(folder: string, except = NOT_WATCHED): string {
  try {
    return readdirSync(folder)
      .filter((name) => !except.includes(name))
      .map((name) => {
        const stat = lstatSync(join(folder, name), { throwIfNoEntry: false });
        if (stat?.isDirectory()) return `${name}/${stateOf(join(folder, name), [])}`;
        return `${name} ${stat?.mtimeMs} ${stat?.size} ${stat?.ino}`;
      })
      .join("\n");
  } catch {
    return ""; // the folder was removed meanwhile
  }
}
