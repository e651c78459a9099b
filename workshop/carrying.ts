import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blobIdOf } from "./attendee/catching-up/git-objects.ts";
import { tryGit } from "./attendee/git.ts";
import { MANIFEST_FILE, parseManifest } from "./attendee/manifest.ts";
import type { Files } from "./attendee/pack.ts";
import { LINEAGE_FILE, type Lineage, lineageOf, versionsOf } from "./lineage.ts";
import { EXERCISES } from "./states.ts";

/** The result of carrying a change. */
interface Carried {
  /** The changed versions, and the lineage. */
  readonly files: Files;
  /** A sentence for each version. */
  readonly report: readonly string[];
}

/**
 * Applies a change of one version of a taught file to the others: a change of a step to the later steps of that
 * exercise, a change of main to all. Leaves out versions that were changed by hand as well, and those that the change
 * does not fit; then the proof fails until all of them are accepted.
 *
 * @param repository its history contains the earlier texts.
 */
export function carry(repository: string, main: Files): Carried {
  const { exercises } = parseManifest(main.get(MANIFEST_FILE) ?? "{}");
  const recorded = JSON.parse(main.get(LINEAGE_FILE) ?? "{}") as Lineage;
  const files = new Map(main);
  const report: string[] = [];
  const unfit = new Set<string>();
  for (const [path, versions] of versionsOf(main, exercises)) {
    const before = recorded[path] ?? {};
    const changed = versions.filter(
      (file) => before[file] && before[file] !== blobIdOf(main.get(file) ?? ""),
    );
    for (const from of changed) {
      const base = tryGit(repository, ["cat-file", "blob", before[from] ?? ""]);
      if (base === undefined)
        throw new Error(`${from}: its text from before is not in the history of this clone.`);
      for (const to of versionsAfter(from, versions).filter((file) => !changed.includes(file))) {
        const text = merge(files.get(to) ?? "", `${base}\n`, main.get(from) ?? "");
        if (text === undefined) unfit.add(from);
        else if (text !== files.get(to)) files.set(to, text);
        else continue;
        report.push(`${from} → ${to}${text === undefined ? ": DOES NOT FIT, left as it was" : ""}`);
      }
    }
  }
  const lineage = Object.entries(lineageOf(files, exercises)).map(([path, versions]) => [
    path,
    Object.fromEntries(
      Object.entries(versions).map(([file, id]) => [file, unfit.has(file) ? recorded[path]?.[file] : id]),
    ),
  ]);
  files.set(LINEAGE_FILE, `${JSON.stringify(Object.fromEntries(lineage), undefined, 2)}\n`);
  return { files: new Map([...files].filter(([path, text]) => main.get(path) !== text)), report };
}

/** @returns the versions of the later steps of the same exercise; for main's version all others. */
function versionsAfter(from: string, versions: readonly string[]): string[] {
  if (!from.startsWith(`${EXERCISES}/`)) return versions.filter((file) => file !== from);
  const exercise = from.split("/").slice(0, 3).join("/");
  return versions.slice(versions.indexOf(from) + 1).filter((file) => file.startsWith(`${exercise}/`));
}

/** @returns the text with the change from `before` to `after`; undefined if there is a conflict. */
function merge(text: string, before: string, after: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "workshop-carry-"));
  try {
    const names = Object.entries({ text, before, after }).map(([name, content]) => {
      writeFileSync(join(folder, name), content);
      return name;
    });
    const { status, stdout } = spawnSync("git", ["merge-file", "-p", ...names], {
      cwd: folder,
      encoding: "utf8",
    });
    return status === 0 ? stdout : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
