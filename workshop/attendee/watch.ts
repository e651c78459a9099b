import { type ChildProcess, spawn } from "node:child_process";
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** The option of a run that is one of many. */
export const AGAIN = "--again";

/** In milliseconds between two looks at the files: there are a hundred of them, and so it takes about one. */
const LOOK = 200;

/** What changes by itself, or is nobody's source. */
const NOT_WATCHED = [".git", "data", "my-work", "node_modules"];

const TEST = fileURLToPath(new URL("./test.ts", import.meta.url));

/**
 * Runs the tests, and again each time that files have changed, until this process is stopped. Each run is a process of
 * its own: it takes the exercise that is there then, and can be ended even where the attendee's code has no end.
 *
 * @param step the number of the only step to run, or undefined for all.
 */
export async function runAgainAndAgain(root: string, step: string | undefined): Promise<never> {
  let run: ChildProcess | undefined;
  let tested = "";
  let before = "";
  for (;;) {
    const now = stateOf(root);
    // A second look, so that git, or an editor, has done with all files.
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

/** @returns a text that is different after any file was written, came or went. */
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
    return ""; // it has gone between two looks
  }
}
