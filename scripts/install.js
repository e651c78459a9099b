import { spawnSync } from "node:child_process";
import { areDependenciesInstalled } from "./dependencies.js";

/**
 * @param {string | undefined} folder of the project with a package.json of its own, or undefined for the project's
 * @param {(sentence: string) => void} fail is told why they could not be installed
 */
export function installOnce(folder, fail) {
  const root = new URL(folder ? `../${folder}/` : "../", import.meta.url);
  if (areDependenciesInstalled(root)) return;

  console.error(`Installing the dependencies${folder ? ` of ${folder}/` : ""}, once (npm ci) …`);
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
  if (status !== 0) {
    fail(
      `The dependencies could not be installed: check the network, then run npm ci${folder ? ` in ${folder}/` : ""} and see what it says.`,
    );
  }
}
