import { relative, sep } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { startVitest, type TestModule } from "vitest/node";
import { HEARTBEAT } from "./heartbeat.ts";
import { type Exercise, testFileOf } from "./manifest.ts";
import { ENDLESS, type FileResult, resultOf } from "./results.ts";

/** Gives each test file modules of its own. */
export const FRESH_MODULES = fileURLToPath(new URL("./fresh-modules.setup.ts", import.meta.url));

/** Makes the thread of the tests send heartbeats. */
const HEARTBEATS = fileURLToPath(new URL("./heartbeat.setup.ts", import.meta.url));

/** Milliseconds of work without a heartbeat after which a test file counts as endless. */
const TOO_LONG = 2_000;

/**
 * Time limit of a test in milliseconds. It is longer than all waits inside of a test, because those end with a sentence
 * about what has not happened.
 */
const PATIENCE = 20_000;

/** Milliseconds between two checks of the work. */
const LOOK = 100;

/**
 * Runs the tests of an exercise and the attendee's own in this process. An endless test continues in its thread until
 * the process ends, and the tests after it do not run.
 *
 * @param only the test file to run, such as "tests/1.5.test.ts"; undefined for all.
 * @returns the result of each file that was run.
 */
export async function runTests(
  root: string,
  exercise: Exercise,
  only = "tests/**/*.test.ts",
): Promise<readonly FileResult[]> {
  const results = new Map<string, FileResult>();
  let running: TestModule | undefined;
  let timeOfWork = workingTime();
  const begin = (module: TestModule) => {
    running = module;
    timeOfWork = workingTime();
  };
  const heartbeats = new BroadcastChannel(HEARTBEAT);
  heartbeats.onmessage = () => {
    timeOfWork = workingTime();
  };
  const run = startVitest("test", [], {
    root,
    watch: false,
    config: false,
    // One after another in one thread, which loads the packages once: that takes longer than the tests themselves.
    pool: "threads",
    isolate: false,
    maxWorkers: 1,
    setupFiles: [FRESH_MODULES, HEARTBEATS],
    include: [only],
    passWithNoTests: true,
    testTimeout: PATIENCE,
    sequence: { sequencer: inOrderOf(exercise) },
    chaiConfig: { truncateThreshold: 0 }, // no message is cut
    reporters: [
      {
        onTestModuleQueued: begin,
        onTestModuleEnd(module) {
          running = undefined;
          results.set(module.moduleId, resultOf(root, module));
        },
        onTestRunEnd(modules) {
          for (const module of modules) results.set(module.moduleId, resultOf(root, module));
        },
      },
    ],
  }).then((vitest) => vitest.close());

  let timer: NodeJS.Timeout | undefined;
  const endless = new Promise<void>((resolve) => {
    timer = setInterval(() => {
      if (!running || workingTime() - timeOfWork < TOO_LONG) return;
      const file = relative(root, running.moduleId).split(sep).join("/");
      results.set(running.moduleId, { file, tests: [], failure: ENDLESS });
      resolve();
    }, LOOK);
  });
  await Promise.race([run, endless]);
  clearInterval(timer);
  heartbeats.close();
  return [...results.values()];
}

/**
 * @returns CPU time of the other threads, in milliseconds. Unlike the clock it stands still while others use the CPU.
 */
function workingTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 - performance.eventLoopUtilization().active;
}

/**
 * Sorts test files: first those of the steps, in order, so that all before an endless one have run; then the others.
 */
function inOrderOf({ steps }: Exercise) {
  const files = steps.map(testFileOf);
  const place = (moduleId: string) => {
    const index = files.findIndex((file) => moduleId.replaceAll("\\", "/").endsWith(`/${file}`));
    return index < 0 ? files.length : index;
  };
  return class {
    async sort<File extends { readonly moduleId: string }>(all: File[]): Promise<File[]> {
      return all.sort((one, other) => place(one.moduleId) - place(other.moduleId));
    }
    async shard<File>(all: File[]): Promise<File[]> {
      return all;
    }
  };
}
