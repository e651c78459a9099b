import { lstatSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { areDependenciesInstalled } from "./dependencies.js";
import { withLock } from "./lock.js";
import { installWithNpm } from "./npm.js";
import { complaintsAboutSurroundings, FULL, notWritable } from "./surroundings.js";

/**
 * Installs the dependencies if they are not installed. Only one process does so at a time.
 *
 * @param {string | undefined} folder name of a folder with its own package.json, or undefined for the project
 * @returns {Promise<string | undefined>} why the commands cannot work here, and what to do; undefined if they can
 */
export async function installOnce(folder) {
  const root = new URL(folder ? `../${folder}/` : "../", import.meta.url);
  const [complaint] = complaintsAboutSurroundings(fileURLToPath(root));
  if (complaint || areDependenciesInstalled(root)) return complaint;

  const name = folder ? ` of ${folder}/` : "";
  const onWait = () =>
    console.error(`The dependencies${name} are being installed by another command: waiting for it …`);
  try {
    return await withLock(new URL(".installing", root), onWait, () =>
      // Another command may have installed them in the meantime.
      areDependenciesInstalled(root) ? undefined : install(root, name),
    );
  } catch (error) {
    if (!error.code) throw error;
    return error.code === "ENOSPC" ? FULL : notWritable(error.code);
  }
}

async function install(root, name) {
  console.error(`Installing the dependencies${name}, once (npm ci) …`);
  const modules = new URL("node_modules", root);
  // npm would empty the target of the link, which is not part of this project.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(modules);

  const complaint = await installWithNpm(root);
  if (complaint) rmSync(new URL("node_modules/.package-lock.json", root), { force: true });
  else if (!areDependenciesInstalled(root)) {
    return `npm has ended, and the dependencies${name} are not all there: run the command again.`;
  }
  return complaint;
}
