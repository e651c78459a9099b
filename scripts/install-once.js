// Installs the dependencies where they are missing or do not match the lockfile, so that `npm start` and `npm test`
// work as the very first command in a fresh clone. Plain Node, since nothing else is there yet. A folder with a
// package.json of its own can be named: `node scripts/install-once.js bench`.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

const [, , folder = "."] = process.argv;
const root = new URL(`../${folder}/`, import.meta.url);
const readJson = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node ${process.versions.node} is too old: install Node 20.19 or newer from https://nodejs.org.`);
}
if (!isInstalled()) install();

/** npm notes in node_modules what it has installed, as its last step; on each platform that is a part of the lockfile. */
function isInstalled() {
  let installed;
  try {
    installed = readJson("node_modules/.package-lock.json").packages;
  } catch {
    return false;
  }
  const { "": _project, ...wanted } = readJson("package-lock.json").packages;
  return (
    Object.keys(installed).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, { integrity, optional }]) =>
      path in installed ? installed[path].integrity === integrity : optional,
    )
  );
}

function install() {
  const whose = folder === "." ? "" : ` of ${folder}/`;
  console.error(`Installing the dependencies${whose}, once (npm ci) …`);
  // npm names itself to the scripts that it runs; a shell finds it everywhere else, npm.cmd on Windows included.
  const npm = process.env.npm_execpath?.endsWith("npm-cli.js")
    ? [process.execPath, process.env.npm_execpath]
    : ["npm"];
  const [command, ...first] = [...npm, "ci", "--include=dev", "--no-audit", "--no-fund"];
  // `npm run` hands the root's setting down, where it would win over what the folder's own .npmrc says.
  const { npm_config_ignore_scripts: _ofTheRoot, ...env } = process.env;
  const { status } = spawnSync(command, first, {
    cwd: root,
    env,
    stdio: ["ignore", 2, 2],
    shell: npm.length === 1,
  });
  const where = folder === "." ? "" : ` in ${folder}/`;
  if (status !== 0)
    fail(
      `The dependencies could not be installed: check the network, then run npm ci${where} and see what it says.`,
    );
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
