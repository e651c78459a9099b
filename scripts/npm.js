import { spawn } from "node:child_process";
import { writableCache } from "./offline-cache.js";
import { FULL } from "./surroundings.js";

/** Whatever else npm is set to, on this computer or by a package.json further up. */
const SETTINGS = [
  // Keeps npm from taking the folder for a part of somebody's workspace.
  "--prefix=.",
  "--include=dev",
  "--include=optional",
  "--bin-links",
  "--package-lock",
  "--no-package-lock-only",
  "--install-strategy=hoisted",
  `--os=${process.platform}`,
  `--cpu=${process.arch}`,
  "--no-dry-run",
  "--no-global",
  "--no-audit",
  "--no-fund",
  "--loglevel=warn",
];

/**
 * @param {URL} root of what is installed
 * @returns {Promise<string | undefined>} why it is not installed, and what to do
 */
export async function installWithNpm(root) {
  const cache = writableCache(process.env);
  // `npm run` hands the root's setting down, where it would win over what the folder's own .npmrc says.
  const { npm_config_ignore_scripts: _ofTheRoot, ...env } = process.env;
  if (cache) env.npm_config_cache = cache.folder;
  try {
    const { status, errors } = await runNpm(["ci", ...SETTINGS], root, env);
    return complaintAboutNpm(status, errors);
  } finally {
    cache?.remove();
  }
}

/** @returns {Promise<{ status: number | null, errors: string }>} how it ended, and what it said on the way */
function runNpm(words, cwd, env) {
  // npm names itself to the scripts that it runs; a shell finds it everywhere else, npm.cmd on Windows included.
  const { npm_execpath: path } = env;
  const [command, ...first] = path?.endsWith("npm-cli.js") ? [process.execPath, path] : ["npm"];
  const npm = spawn(command, [...first, ...words], {
    cwd,
    env,
    stdio: ["ignore", 2, "pipe"],
    shell: first.length === 0,
  });
  let errors = "";
  npm.stderr.setEncoding("utf8").on("data", (text) => {
    errors += text;
  });
  // npm has to end first, and then we, so that nothing is written any more when others have their turn.
  const pass = (signal) => npm.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  return new Promise((resolve) => {
    npm.on("error", ({ message }) => resolve({ status: null, errors: message }));
    npm.on("close", (status) => {
      for (const signal of SIGNALS) process.off(signal, pass);
      resolve({ status, errors });
    });
  });
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const OFFLINE = /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET\w*|E50\d)$/;

/**
 * @param {number | null} status with which npm ended, null for what was stopped
 * @param {string} errors what it said
 * @param {NodeJS.ProcessEnv} [env] in which npm says what it is
 * @returns {string | undefined} why it has not installed everything, and what to do
 */
export function complaintAboutNpm(status, errors, { npm_config_user_agent: agent = "" } = process.env) {
  if (/ENOSPC/.test(errors)) return FULL;
  // npm does not fail where it could not unpack a file.
  if (status === 0 && !errors.includes("TAR_ENTRY_ERROR")) return undefined;
  const word = (name) => new RegExp(`^npm (?:ERR!|error) ${name} (.*)$`, "m").exec(errors)?.[1].trim();
  const [code = "", path] = [word("code"), word("path")];
  if (OFFLINE.test(code)) {
    return `The dependencies could not be installed, since the npm registry cannot be reached (${code}): check the network, and the proxy that npm is set to, then run the command again.`;
  }
  if (code === "ENOTCACHED") {
    return "The dependencies could not be installed: npm is told to be offline, and its cache does not have all of them: run the command where there is a network.";
  }
  if (/^(EACCES|EPERM|EROFS)$/.test(code)) {
    return `The dependencies could not be installed, since npm may not write to ${path} (${code}): make that writable, or name another cache with npm test --cache <folder>.`;
  }
  const [, old] = /^npm\/([1-6]\.\S+)/.exec(agent) ?? [];
  if (old) return `npm ${old} is too old: install Node from https://nodejs.org, which brings a newer one.`;
  if (code === "EUSAGE") {
    return "The dependencies could not be installed, since package-lock.json cannot be read, or does not fit package.json: run npm install if you have changed that, and otherwise git checkout -- package-lock.json.";
  }
  // A shell's, on Windows and elsewhere.
  if (status === 127 || status === 9009 || /'npm' is not recognized/.test(errors)) {
    return "npm is missing: install Node from https://nodejs.org, which brings it.";
  }
  if (status === null || status === 130) return "The installation was stopped: run the command again.";
  return `${errors.trimEnd()}\nThe dependencies could not be installed, for the reason that npm gives above.`;
}
