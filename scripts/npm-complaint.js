import { FULL } from "./surroundings.js";

const OFFLINE = /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET\w*|E50\d)$/;

/**
 * Turns the errors of npm into one sentence.
 *
 * @param {number | null} status exit code of npm, null if it was stopped
 * @param {string} errors its standard error
 * @param {NodeJS.ProcessEnv} [env] the environment, in which npm gives its version
 * @returns {string | undefined} why npm has not installed everything, and what to do; undefined if it has
 */
export function complaintAboutNpm(status, errors, { npm_config_user_agent: agent = "" } = process.env) {
  if (/ENOSPC/.test(errors)) return FULL;
  // npm does not fail if it could not unpack a file.
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
  // The exit codes of shells for an unknown command, on Windows and elsewhere.
  if (status === 127 || status === 9009 || /'npm' is not recognized/.test(errors)) {
    return "npm is missing: install Node from https://nodejs.org, which brings it.";
  }
  if (status === null || status === 130) return "The installation was stopped: run the command again.";
  return `${errors.trimEnd()}\nThe dependencies could not be installed, for the reason that npm gives above.`;
}
