import { startVitest } from "vitest/node";
import { type FileResult, resultOf } from "./results.ts";

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
  const vitest = await startVitest("test", [], {
    root,
    watch,
    config: false,
    // One after another in one process: what they import takes longer to load than they take to run.
    isolate: false,
    maxWorkers: 1,
    include: ["tests/**/*.test.ts"],
    reporters: [
      {
        onWatcherRerun: begin,
        async onTestRunEnd(modules) {
          for (const module of modules) results.set(module.moduleId, resultOf(root, module));
          await show([...results.values()]);
        },
      },
    ],
  });
  if (!watch) await vitest.close();
}
