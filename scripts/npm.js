import { spawn } from "node:child_process";
import { complaintAboutNpm } from "./npm-complaint.js";
import { writableCache } from "./offline-cache.js";

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
