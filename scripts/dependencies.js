import { readFileSync } from "node:fs";

/**
 * Whether everything that the lockfile wants is in node_modules. npm notes there what it has installed, as its last
 * step; on each platform that is a part of the lockfile.
 *
 * @param {URL} root of the project, with a slash at its end
 */
export function areDependenciesInstalled(root) {
  const packagesOf = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8")).packages;
  let installed;
  let locked;
  try {
    installed = packagesOf("node_modules/.package-lock.json");
    locked = packagesOf("package-lock.json");
  } catch {
    return false;
  }
  const { "": _project, ...wanted } = locked;
  return (
    Object.keys(installed).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, { integrity, optional }]) =>
      path in installed ? installed[path].integrity === integrity : optional,
    )
  );
}
