import { spawn } from "node:child_process";
import { complaintAboutNpm } from "./npm-complaint.js";
import { writableCache } from "./offline-cache.js";

/** Overrides the settings of npm on this computer, and those of a package.json in a parent folder. */
const SETTINGS = [
  // Otherwise npm may take the folder for a part of another workspace.
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
 * Runs `npm ci`.
 *
 * @param {URL} root folder whose dependencies are installed
 * @returns {Promise<string | undefined>} why they are not installed, and what to do; undefined if they are
 */
export async function installWithNpm(root) {
  const cache = writableCache(process.env);
  // `npm run` passes on the project's setting, which would override the .npmrc of the folder.
  const { npm_config_ignore_scripts: _ofTheRoot, ...env } = process.env;
  if (cache) env.npm_config_cache = cache.folder;
  try {
    const { status, errors } = await runNpm(["ci", ...SETTINGS], root, env);
    return complaintAboutNpm(status, errors);
  } finally {
    cache?.remove();
  }
}

/** @returns {Promise<{ status: number | null, errors: string }>} its exit code and its standard error */
function runNpm(words, cwd, env) {
  // npm gives its path to the scripts that it runs. Otherwise a shell finds it, also as npm.cmd on Windows.
  const { npm_execpath: path } = env;
  // A shell gets one command line, because Node warns of separate words. No word needs quotation marks.
  const [command, rest, shell] = path?.endsWith("npm-cli.js")
    ? [process.execPath, [path, ...words], false]
    : [["npm", ...words].join(" "), [], true];
  const npm = spawn(command, rest, { cwd, env, stdio: ["ignore", 2, "pipe"], shell });
  let errors = "";
  npm.stderr.setEncoding("utf8").on("data", (text) => {
    errors += text;
  });
  // This process must end after npm, so that npm no longer writes when another process takes the lock.
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
