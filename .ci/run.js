// Checks the last commit. Clones it to two empty folders, and does two things at the same time. In the first clone it
// runs the commands of the README with an empty npm cache, all tests, the commands of the README again without a
// network, and the tests of the parking example. In the second one it runs every other check, and fills a stick and
// starts from it as the facilitator's guide says. At the end it prints the numbers of passed and failed checks and tests.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runAllTests } from "./all-tests.js";
import { installChromium } from "./chromium.js";
import { withoutNetwork } from "./network.js";
import { testParking } from "./parking.js";
import { run } from "./running.js";
import { walkStick } from "./stick.js";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const NEWCOMER = fileURLToPath(new URL("newcomer.js", import.meta.url));

const work = realpathSync.native(mkdtempSync(join(tmpdir(), "newcomer-")));
// Some tests of read-only files run as another user if the user is root.
chmodSync(work, 0o755);
process.on("exit", () => {
  try {
    rmSync(work, { recursive: true, force: true, maxRetries: 10 });
  } catch (error) {
    console.log(`${work} could not be removed: ${error.message}`);
  }
});
const folder = join(work, "connect-four");
const second = join(work, "second", "connect-four");
const report = join(work, "report.json");

// A newcomer has none of the settings here, except those of npm that the network may require, such as a registry.
const env = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(?!config_(registry|userconfig|cafile)$)|git_|eventstoredb_uri$|no_color$|node_options$)/i.test(
        name,
      ),
  ),
);
env.npm_config_cache = join(work, "npm-cache");
const secondEnv = { ...env, npm_config_cache: join(work, "second", "npm-cache") };

let [passed, failed] = [0, 0];

function git(...words) {
  return spawnSync("git", words, { cwd: ROOT, env, encoding: "utf8" });
}

/** Makes a repository of the current files, if this is no repository, or one that git does not trust. */
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

/** Runs the commands of the README, and counts them. */
async function newcomer(pass, { command = [], env: more = {}, words = [] } = {}) {
  console.log(`\n=== A newcomer, ${pass}`);
  rmSync(report, { force: true });
  const [program, ...rest] = [...command, process.execPath, NEWCOMER, folder, report, ...words];
  const child = spawn(program, rest, { env: { ...env, ...more }, stdio: "inherit" });
  await once(child, "close").catch(({ message }) => console.log(message));
  const counts = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : { passed: 0, failed: 1 };
  passed += counts.passed;
  failed += counts.failed;
}

/** Runs a command in the second clone. Its output is printed at its end, so that it is in one piece. */
async function check(command) {
  const { code, output, seconds } = await run(command, { cwd: second, env: secondEnv });
  const verdict = `${code === 0 ? "ok  " : "FAIL"} ${seconds.toFixed(1).padStart(5)} s  ${command}`;
  console.log(`\n=== ${command}\n${output}${verdict}\n`);
  count(code === 0);
}

function count(good) {
  if (good) passed += 1;
  else failed += 1;
}

function countTests(tests) {
  passed += tests.passed;
  failed += tests.failed;
  for (const good of tests.checks) count(good);
}

console.log(`=== git clone, of ${git("log", "-1", "--format=%h %s").stdout.trim()}`);
if (git("status", "--porcelain").stdout.trim()) console.log("Uncommitted changes are not checked.");
const clone = git("clone", "--quiet", ROOT, folder);
process.stdout.write(clone.stderr);
const isThere = clone.status === 0 || copy();
count(isThere);
if (isThere) await Promise.all([checkTheRest(), arriveAndTest()]);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function arriveAndTest() {
  await newcomer("with an npm cache that is empty");
  countTests(await runAllTests(folder, work, env));
  const off = withoutNetwork();
  await newcomer(`again, without a network: ${off.how}`, { ...off, words: ["without-network"] });
  countTests(await testParking(folder, work, env));
}

async function checkTheRest() {
  const { status, stderr } = git("clone", "--quiet", folder, second);
  process.stdout.write(stderr);
  count(status === 0);
  if (status !== 0) return;
  await check("npm run check");
  await check("npm run test:kurrentdb-client");
  await check("npm run workshop:prove");
  await check("node .ci/package.js");
  await check("npm run workshop");
  await installChromium();
  await check("npm run test:browser");
  console.log("\n=== The facilitator's stick");
  for (const good of await walkStick(second, join(work, "second"), secondEnv)) count(good);
}
