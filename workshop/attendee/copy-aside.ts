import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Files } from "./pack.ts";

const ASIDE = "my-work";

/** What belongs to nobody's work: it can be installed or played again. */
const LEFT_IN_PLACE = [ASIDE, ".git", "data", "node_modules"];

/**
 * For a folder without git: copies all that is in it aside, then makes it the given files.
 *
 * @returns the folder inside that has the work, such as "my-work/01-exercise-start-game".
 */
export function copyAside(root: string, branch: string, files: Files): string {
  const place = freeName(root, `${ASIDE}/${branch}`);
  const paths = pathsIn(root);
  for (const path of paths) {
    mkdirSync(dirname(join(root, place, path)), { recursive: true });
    cpSync(join(root, path), join(root, place, path), {
      preserveTimestamps: true,
      errorOnExist: true,
      force: false,
    });
  }
  for (const path of paths) if (!files.has(path)) rmSync(join(root, path));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return place;
}

function pathsIn(root: string): string[] {
  const work = readdirSync(root).filter((name) => !LEFT_IN_PLACE.includes(name));
  return work
    .flatMap((name) => filesUnder(join(root, name)))
    .map((path) => relative(root, path).split(sep).join("/"));
}

function filesUnder(path: string): string[] {
  try {
    return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return [path];
    throw error;
  }
}

function freeName(root: string, name: string): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${number}`;
    if (!existsSync(join(root, free))) return free;
  }
}
