// Plays newcomer, and checks all that can be checked of the last commit: clones it to an empty folder, runs the commands of
// the README there with an npm cache that is empty, then every other check, then fills a stick and starts from it as the
// facilitator's guide says, and then the README's commands again with the network off. Prints how many have passed and
// failed, all together.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withoutNetwork } from "./network.js";
import { run } from "./running.js";
import { walkStick } from "./stick.js";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const NEWCOMER = fileURLToPath(new URL("newcomer.js", import.meta.url));

const work = realpathSync.native(mkdtempSync(join(tmpdir(), "newcomer-")));
// For root's tests of files that may not be written to, which somebody else has to try.
chmodSync(work, 0o755);
process.on("exit", () => {
  try {
    rmSync(work, { recursive: true, force: true, maxRetries: 10 });
  } catch (error) {
    console.log(`${work} is left behind: ${error.message}`);
  }
});
const folder = join(work, "connect-four");
const report = join(work, "report.json");

// What is set up here a newcomer has not; what is installed here, such as a registry of one's own, they have, too.
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(?!config_(registry|userconfig|cafile)$)|git_|eventstoredb_uri$|no_color$|node_options$)/i.test(
        name,
      ),
  ),
);
env.npm_config_cache = join(work, "npm-cache");

let [passed, failed] = [0, 0];

function git(...words) {
  return spawnSync("git", words, { cwd: ROOT, env, encoding: "utf8" });
}

/** Makes a repository of the files as they are here, for a copy without one, or with one that git does not trust. */
function copy() {
  const filter = (path) => !["node_modules", "data", ".git"].includes(basename(path));
  cpSync(ROOT, folder, { recursive: true, filter });
  const author = ["-c", "user.name=CI", "-c", "user.email=ci@connect-four.invalid"];
  const steps = [
    ["init", "--initial-branch=main"],
    ["add", "--all"],
    [...author, "commit", "--message=The files as they are"],
  ];
  return steps.every((words) => git("-C", folder, ...words).status === 0);
}

/** @returns how many of the project's own tests have passed and failed */
function newcomer(pass, { command = [], env: more = {}, words = [] } = {}) {
  console.log(`\n=== A newcomer, ${pass}`);
  rmSync(report, { force: true });
  const [program, ...rest] = [...command, process.execPath, NEWCOMER, folder, report, ...words];
  spawnSync(program, rest, { env: { ...env, ...more }, stdio: "inherit" });
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : { passed: 0, failed: 1 };
  passed += counts.passed;
  failed += counts.failed;
  return { passed: counts.testsPassed ?? 0, failed: counts.testsFailed ?? 0 };
}

async function check(command) {
  console.log(`\n=== ${command}`);
  const { code, seconds } = await run(command, { cwd: folder, env, show: true });
  console.log(`${code === 0 ? "ok  " : "FAIL"} ${seconds.toFixed(1).padStart(5)} s  ${command}`);
  count(code === 0);
}

function count(good) {
  if (good) passed += 1;
  else failed += 1;
}

console.log(`=== git clone, of ${git("log", "-1", "--format=%h %s").stdout.trim()}`);
if (git("status", "--porcelain").stdout.trim()) console.log("What is not committed yet is not looked at.");
const clone = git("clone", "--quiet", ROOT, folder);
process.stdout.write(clone.stderr);
const isThere = clone.status === 0 || copy();
count(isThere);
if (isThere) {
  const tests = newcomer("with an npm cache that is empty");
  passed += tests.passed;
  failed += tests.failed;
  if (tests.passed === 0) {
    console.log("No test has passed: does the README say npm test?");
    count(false);
  }
  await check("npm run check");
  await check("npm run workshop:prove");
  await check("node .ci/package.js");
  await check(
    "npx vitest run --config tests/all.vitest.config.ts tests/documentation.test.ts --reporter=verbose --testNamePattern=external",
  );
  console.log("\n=== The facilitator's stick");
  for (const good of await walkStick(folder, work, env)) count(good);
  const off = withoutNetwork();
  newcomer(`again, without a network: ${off.how}`, { ...off, words: ["without-network"] });
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
