import { relative } from "node:path";
import { startVitest } from "vitest/node";
import { type FileResult, resultOf } from "./results.ts";

/** After so many milliseconds without an end, a run is taken to have none; whole runs take two seconds. */
const ENDLESS = 20_000;

/**
 * Runs the tests of the exercise in this process.
 *
 * @param watch whether to go on whenever a file changes, until the process is stopped.
 * @param show is given all results, each time that a run has ended.
 * @param begin is called each time that a run begins anew.
 */
export async function runTests(
  root: string,
  watch: boolean,
  show: (results: readonly FileResult[]) => Promise<void>,
  begin: () => void = () => {},
): Promise<void> {
  // A run in watch mode is only about what has changed, so the results before it still count.
  const results = new Map<string, FileResult>();
  let running = "A test";
  let alarm: NodeJS.Timeout | undefined;
  const vitest = await startVitest("test", [], {
    root,
    watch,
    config: false,
    // One after another in one thread: what they import takes longer to load than they take to run. And a thread ends
    // with this process, even where the attendee's code has a loop without an end.
    pool: "threads",
    isolate: false,
    maxWorkers: 1,
    include: ["tests/**/*.test.ts"],
    reporters: [
      {
        onWatcherRerun: begin,
        onTestRunStart() {
          alarm = setTimeout(() => giveUpOn(running), ENDLESS);
        },
        onTestModuleStart(module) {
          running = relative(root, module.moduleId);
        },
        async onTestRunEnd(modules) {
          clearTimeout(alarm);
          for (const module of modules) results.set(module.moduleId, resultOf(root, module));
          await show([...results.values()]);
        },
      },
    ],
  });
  if (!watch) await vitest.close();
}

function giveUpOn(running: string): never {
  console.error(
    `${running} does not come to an end: look for a loop without an end in your code, and run this again.`,
  );
  process.exit(1);
}
