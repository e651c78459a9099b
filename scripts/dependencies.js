import { existsSync, readFileSync } from "node:fs";

/**
 * Checks whether node_modules has everything that the lockfile requires on this system. npm keeps a list of installed
 * packages there. The packages are checked too, because the list may be wrong: after two installations at once, on a
 * full disk, or in a folder copied from another system.
 *
 * @param {URL} root of the project, with a slash at its end
 */
export function areDependenciesInstalled(root) {
  const read = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
  try {
    const installed = read("node_modules/.package-lock.json").packages;
    const { "": _project, ...wanted } = read("package-lock.json").packages;
    return (
      Object.keys(installed).every((path) => path in wanted) &&
      Object.entries(wanted).every(([path, locked]) =>
        path in installed ? installed[path].integrity === locked.integrity : isForOthers(locked),
      ) &&
      Object.entries(installed).every(([path, { version, bin = {} }]) => {
        // The commands of a nested package are inside the outer package.
        const commands = path.lastIndexOf("node_modules/") === 0 ? Object.keys(bin) : [];
        const found = read(`${path}/package.json`).version;
        // A package of the workspace is a link, for which npm notes no version.
        const isRight = version === undefined || found === version;
        return isRight && commands.every((name) => isLinked(root, name));
      })
    );
  } catch {
    return false;
  }
}

/** Checks whether npm does not install the package on this system. */
function isForOthers({ optional, os, cpu, libc }) {
  if (!optional) return false;
  const isForAll = !os && !cpu && !libc;
  return isForAll || !suits(os, process.platform) || !suits(cpu, process.arch) || !suits(libc, libcHere);
}

/** @param {string[] | undefined} list such as `["linux", "darwin"]` or `["!win32"]` */
function suits(list, mine) {
  const here = typeof mine === "function" ? list && mine() : mine;
  return !list || list.includes(here) || list.every((one) => one.startsWith("!") && one !== `!${here}`);
}

let libc;
function libcHere() {
  if (process.platform !== "linux") return undefined;
  libc ??= process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
  return libc;
}

function isLinked(root, command) {
  const file = process.platform === "win32" ? `${command}.cmd` : command;
  return existsSync(new URL(`node_modules/.bin/${file}`, root));
}
