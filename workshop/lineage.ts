import { blobIdOf } from "./attendee/catching-up/git-objects.ts";
import type { Exercise } from "./attendee/manifest.ts";
import type { Files } from "./attendee/pack.ts";
import { codeSteps, EXERCISES } from "./states.ts";

/** The file with git's id of each version of each taught file, when all of them were consistent last. */
export const LINEAGE_FILE = `${EXERCISES}/lineage.json`;

/** Ids by the path in a branch, then by the path of the version in main. */
export type Lineage = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Files that attendees write. Their versions in the exercises are derived from main's and from each other. */
const TAUGHT = /^src\/(domain|application|persistence|projections|reactions)\//;

/** @returns the paths of the versions of each taught file, in the order of the course; main's version is the last. */
export function versionsOf(main: Files, exercises: readonly Exercise[]): Map<string, string[]> {
  const folders = exercises.flatMap((exercise) =>
    ["start", ...codeSteps(exercise).map(({ number }) => number)].map(
      (name) => `${EXERCISES}/${exercise.folder}/${name}/`,
    ),
  );
  const versions = new Map<string, string[]>();
  for (const folder of folders) {
    for (const file of main.keys()) {
      if (!file.startsWith(folder)) continue;
      const path = file.slice(folder.length);
      if (TAUGHT.test(path)) versions.set(path, [...(versions.get(path) ?? []), file]);
    }
  }
  for (const [path, files] of versions) if (main.has(path)) files.push(path);
  return versions;
}

/** @returns the lineage as it would be recorded now. */
export function lineageOf(main: Files, exercises: readonly Exercise[]): Lineage {
  return Object.fromEntries(
    [...versionsOf(main, exercises)].map(([path, files]) => [
      path,
      Object.fromEntries(files.map((file) => [file, blobIdOf(main.get(file) ?? "")])),
    ]),
  );
}

/** @returns a sentence for each version that has changed since then; the others may lack the change. */
export function objectionsToLineage(main: Files, exercises: readonly Exercise[]): string[] {
  const recorded = JSON.parse(main.get(LINEAGE_FILE) ?? "{}") as Lineage;
  const now = lineageOf(main, exercises);
  const paths = new Set([...Object.keys(recorded), ...Object.keys(now)]);
  return [...paths].flatMap((path) => {
    const files = new Set([...Object.keys(recorded[path] ?? {}), ...Object.keys(now[path] ?? {})]);
    return [...files]
      .filter((file) => recorded[path]?.[file] !== now[path]?.[file])
      .map(
        (file) => `${file} has changed, and other versions of ${path} may not have: npm run workshop:carry`,
      );
  });
}
