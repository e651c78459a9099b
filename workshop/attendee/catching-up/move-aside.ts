import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Files } from "../pack.ts";
import { allOrNothing, type Undo } from "./all-or-nothing.ts";

/** The folder of the project into which work is moved. */
export const ASIDE = "my-work";

/** Folders without the attendee's work: they can be installed or played again. */
const LEFT_IN_PLACE = [ASIDE, ".git", "data", "node_modules"];

/**
 * Moves all files of a folder without git aside, then writes the given files. Moving only renames: it follows no link,
 * writes nothing outside of the folder, and works for files of every kind.
 *
 * @returns the folder with the old files, such as "my-work/01-exercise-start-game".
 * @throws Error with a sentence for the attendee; nothing was changed.
 */
export function moveAside(root: string, branch: string, files: Files): string {
  return allOrNothing(
    (undo) => {
      makeFolder(join(root, ASIDE), undo);
      const place = freeName(root, `${ASIDE}/${branch}`);
      const fresh = mkdtempSync(join(root, ASIDE, ".new-"));
      undo(() => rmSync(fresh, { recursive: true }));
      write(fresh, files);
      makeFolder(join(root, place), undo);
      for (const name of readdirSync(root)) {
        if (!LEFT_IN_PLACE.includes(name)) move(join(root, name), join(root, place, name), undo);
      }
      for (const name of readdirSync(fresh)) move(join(fresh, name), join(root, name), undo);
      rmdirSync(fresh);
      return place;
    },
    (error) => (error instanceof Error ? error.message : String(error)),
    `it is in ${ASIDE}`,
  );
}

/** Removes a folder that `moveAside` has made, and its contents. */
export function removeAside(root: string, folder: string): void {
  rmSync(join(root, folder), { recursive: true, maxRetries: 3 });
  if (readdirSync(join(root, ASIDE)).length === 0) rmdirSync(join(root, ASIDE));
}

/** Moves a folder file by file, because Windows cannot rename a folder in use, nor a container one of its image. */
function move(from: string, to: string, undo: Undo): void {
  if (!lstatSync(from).isDirectory()) {
    renameSync(from, to);
    undo(() => renameSync(to, from));
    return;
  }
  makeFolder(to, undo);
  for (const name of readdirSync(from)) move(join(from, name), join(to, name), undo);
  try {
    rmdirSync(from);
    undo(() => mkdirSync(from));
  } catch {
    // It is empty, but another program is using it.
  }
}

function makeFolder(path: string, undo: Undo): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return;
  if (stat) throw new Error(`${path} is in the way, where a folder is needed: rename it.`);
  mkdirSync(path);
  undo(() => rmdirSync(path));
}

function write(folder: string, files: Files): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function freeName(root: string, name: string): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${number}`;
    if (!lstatSync(join(root, free), { throwIfNoEntry: false })) return free;
  }
}
