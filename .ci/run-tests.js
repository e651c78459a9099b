import { mkdirSync, readdirSync } from "node:fs";
import { run } from "./running.js";
import { deprecationsIn, numberOfTests } from "./test-output.js";

/**
 * @typedef {object} TestRun
 * @property {number} passed the number of passed tests
 * @property {number} failed the number of failed tests
 * @property {boolean[]} checks whether the command succeeded, ran tests, left no files, and printed no deprecation warning
 */

/**
 * Runs tests with a temporary folder of their own, which they must leave empty.
 *
 * @param {string} command such as `npm test`
 * @param {{ temporary: string } & import("./running.js").Surroundings} surroundings `temporary` is the path of a folder
 * that does not exist yet
 * @returns {Promise<TestRun>}
 */
export async function runTests(command, { temporary, env, show = false, ...surroundings }) {
  mkdirSync(temporary);
  const folders = { TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const { code, output, seconds } = await run(command, {
    ...surroundings,
    show,
    // npm would leave its compile cache in the temporary folder.
    env: { ...env, ...folders, NODE_DISABLE_COMPILE_CACHE: "1" },
  });
  if (!show) console.log(output);
  const left = readdirSync(temporary);
  if (left.length > 0) console.log(`Left in the temporary folder: ${left.join(", ")}`);
  const deprecations = deprecationsIn(output);
  for (const line of deprecations) console.log(`Deprecated: ${line}`);
  const { passed, failed } = numberOfTests(output);
  // On Windows, a file that libsql has open until garbage collection cannot be removed.
  const isClean = left.length === 0 || process.platform === "win32";
  const checks = [code === 0, passed > 0, isClean, deprecations.length === 0];
  const verdict = checks.every(Boolean) ? "ok  " : "FAIL";
  console.log(`${verdict} ${seconds.toFixed(1).padStart(5)} s  ${command}, in ${surroundings.cwd}`);
  return { passed, failed, checks };
}
