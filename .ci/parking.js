import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "./running.js";
import { numberOfTests } from "./test-output.js";

const COMMAND = "npm test";
const SECONDS = 900;

/**
 * Runs the tests of the parking example, also against the RabbitMQ and the PostgreSQL of this computer, where it has them.
 *
 * @param {string} clone path of the clone
 * @param {string} work path of a folder, in which the temporary folder is created
 * @param {NodeJS.ProcessEnv} env the environment variables
 * @returns {Promise<{ passed: number, failed: number, checks: boolean[] }>} the numbers of passed and failed tests, and
 * whether the command succeeded, ran tests, and left no files
 */
export async function testParking(clone, work, env) {
  const cwd = join(clone, "examples", "parking");
  const temporary = join(work, "parking-tmp");
  mkdirSync(temporary);
  const folders = { TMPDIR: temporary, TEMP: temporary, TMP: temporary, NODE_DISABLE_COMPILE_CACHE: "1" };
  console.log("\n=== The parking example");
  const setup = await run("npm run setup", { cwd, env });
  if (setup.code !== 0) console.log(setup.output);
  const probe = await run("npx tsx tests/world/probe.ts", { cwd, env: { ...env, TSX_DISABLE_CACHE: "1" } });
  const found = Object.fromEntries(
    [...probe.output.matchAll(/^(PARKING_TEST_\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
  );
  console.log(probe.output.trimEnd());
  const options = { cwd, env: { ...env, ...folders, ...found }, seconds: SECONDS };
  const { code, output, seconds } = await run(COMMAND, options);
  const { passed, failed } = numberOfTests(output);
  const left = readdirSync(temporary);
  if (left.length > 0) console.log(`Left in the temporary folder: ${left.join(", ")}`);
  // On Windows, a file that libsql has open until garbage collection cannot be removed.
  const isClean = left.length === 0 || process.platform === "win32";
  const checks = [setup.code === 0 && probe.code === 0, code === 0, passed > 0, isClean];
  const verdict = checks.every(Boolean) ? "ok  " : "FAIL";
  console.log(`${output}${verdict} ${seconds.toFixed(1).padStart(5)} s  ${COMMAND}, in examples/parking\n`);
  return { passed, failed, checks };
}
