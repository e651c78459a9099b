import { join } from "node:path";
import { runTests } from "./run-tests.js";
import { run } from "./running.js";

/**
 * Runs the tests of the parking example, also against the RabbitMQ and the PostgreSQL of this computer, where it has them.
 *
 * @param {string} clone path of the clone
 * @param {string} work path of a folder, in which the temporary folder is created
 * @param {NodeJS.ProcessEnv} env the environment variables
 * @returns {Promise<import("./run-tests.js").TestRun>} with a further check: whether the setup succeeded
 */
export async function testParking(clone, work, env) {
  console.log("\n=== The parking example");
  const cwd = join(clone, "examples", "parking");
  const setup = await run("npm run setup", { cwd, env });
  if (setup.code !== 0) console.log(setup.output);
  const probe = await run("npx tsx tests/world/probe.ts", { cwd, env: { ...env, TSX_DISABLE_CACHE: "1" } });
  const found = Object.fromEntries(
    [...probe.output.matchAll(/^(PARKING_TEST_\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
  );
  console.log(probe.output.trimEnd());
  const temporary = join(work, "parking-tmp");
  const tests = await runTests("npm test", { cwd, env: { ...env, ...found }, temporary });
  return { ...tests, checks: [setup.code === 0 && probe.code === 0, ...tests.checks] };
}
