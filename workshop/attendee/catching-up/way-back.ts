import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Manifest } from "../manifest.ts";
import { type Files, KEPT, type States } from "../pack.ts";
import { readText } from "../project.ts";
import { placesIn } from "../targets.ts";

/**
 * Compares a folder with the start of each exercise and step. Empty folders do not count.
 *
 * @returns the number of the exercise or step that starts with exactly these files; undefined if there is none.
 */
export function wayBackTo(folder: string, manifest: Manifest, states: States): string | undefined {
  const files = filesIn(folder);
  if (!files) return undefined;
  return placesIn(manifest).find(({ state }) => isSame(files, states.get(state)))?.number;
}

/** @returns the files, or undefined if there is anything besides folders and plain files, such as a link. */
function filesIn(folder: string, prefix = ""): Files | undefined {
  const files = new Map<string, string>();
  for (const name of readdirSync(folder)) {
    const [path, place] = [prefix + name, join(folder, name)];
    const stat = lstatSync(place);
    if (stat.isFile()) {
      if (!KEPT.includes(path)) files.set(path, readText(folder, name));
      continue;
    }
    const inside = stat.isDirectory() ? filesIn(place, `${path}/`) : undefined;
    if (!inside) return undefined;
    for (const [inner, text] of inside) files.set(inner, text);
  }
  return files;
}

function isSame(one: Files, other: Files | undefined): boolean {
  return one.size === other?.size && [...one].every(([path, text]) => other.get(path) === text);
}
