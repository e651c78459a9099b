import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ODD_VARIABLES } from "./odd-variables.js";
import { run } from "./running.js";
import { deprecationsIn, numberOfTests } from "./test-output.js";

const COMMAND = "npm run test:all";
const SECONDS = 1800;

/**
 * Runs all tests with odd environment variables, an empty home folder and an empty temporary folder, to show that they
 * depend on nothing of the computer and leave no files.
 *
 * @param {string} clone path of the clone, whose dependencies are installed
 * @param {string} work path of a folder, in which the home and temporary folders are created
 * @param {NodeJS.ProcessEnv} env the other environment variables
 * @returns {Promise<{ passed: number, failed: number, checks: boolean[] }>} the numbers of passed and failed tests, and
 * whether the command succeeded, ran tests, left no files, and printed no deprecation warning
 */
export async function runAllTests(clone, work, env) {
  const home = join(work, "odd home");
  const temporary = join(work, "tmp");
  for (const path of [home, temporary]) mkdirSync(path);
  const folders = { HOME: home, USERPROFILE: home, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const { code, output, seconds } = await run(COMMAND, {
    cwd: clone,
    // npm would leave its compile cache in the temporary folder.
    env: { ...env, ...ODD_VARIABLES, ...folders, NODE_DISABLE_COMPILE_CACHE: "1" },
    show: true,
    seconds: SECONDS,
  });
  const { passed, failed } = numberOfTests(output);
  const left = readdirSync(temporary);
  if (left.length > 0) console.log(`Left in the temporary folder: ${left.join(", ")}`);
  // On Windows, a file that libsql has open until garbage collection cannot be removed.
  const isClean = left.length === 0 || process.platform === "win32";
  const deprecations = deprecationsIn(output);
  for (const line of deprecations) console.log(`Deprecated: ${line}`);
  const checks = [code === 0, passed > 0, isClean, deprecations.length === 0];
  console.log(`${checks.every(Boolean) ? "ok  " : "FAIL"} ${seconds.toFixed(1).padStart(5)} s  ${COMMAND}`);
  return { passed, failed, checks };
}
