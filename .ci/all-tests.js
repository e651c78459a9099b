import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ODD_VARIABLES } from "./odd-variables.js";
import { runTests } from "./run-tests.js";

const SECONDS = 1800;

/**
 * Runs all tests with odd environment variables and an empty home folder, to show that they depend on nothing of the
 * computer.
 *
 * @param {string} clone path of the clone, whose dependencies are installed
 * @param {string} work path of a folder, in which the home and temporary folders are created
 * @param {NodeJS.ProcessEnv} env the other environment variables
 * @returns {Promise<import("./run-tests.js").TestRun>}
 */
export function runAllTests(clone, work, env) {
  console.log("\n=== All tests, with odd environment variables");
  const home = join(work, "odd home");
  mkdirSync(home);
  return runTests("npm run test:all", {
    cwd: clone,
    env: { ...env, ...ODD_VARIABLES, HOME: home, USERPROFILE: home },
    temporary: join(work, "tmp"),
    show: true,
    seconds: SECONDS,
  });
}
