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

/** What carrying a change has led to. */
interface Carried {
  /** The versions that are different now, and the lineage. */
  readonly files: Files;
  /** A sentence a version: what has become of it. */
  readonly report: readonly string[];
}

/**
 * Brings what has changed in one version of a taught file to the others: a change of a step to the steps after it in
 * that exercise, a change of main to all. A version that was changed by hand as well is left alone. So is one that
 * the change does not fit; then the proof goes on failing until somebody has looked at it.
 *
 * @param repository has the texts from before in its history.
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

/** @returns those of the same exercise from the next step on; for main's own all others. */
function versionsAfter(from: string, versions: readonly string[]): string[] {
  if (!from.startsWith(`${EXERCISES}/`)) return versions.filter((file) => file !== from);
  const exercise = from.split("/").slice(0, 3).join("/");
  return versions.slice(versions.indexOf(from) + 1).filter((file) => file.startsWith(`${exercise}/`));
}

/** @returns the text with what is different between the other two, or undefined where that does not fit. */
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
