import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tryGit } from "./attendee/git.ts";
import { MANIFEST_FILE, parseManifest } from "./attendee/manifest.ts";
import type { Files } from "./attendee/pack.ts";
import { blobIdOf, LINEAGE_FILE, type Lineage, lineageOf, versionsOf } from "./lineage.ts";

/** What carrying a change has led to. */
export interface Carried {
  /** The versions that are different now, and the lineage. */
  readonly files: Files;
  /** A sentence a version: what has become of it. */
  readonly report: readonly string[];
}

interface Merged {
  readonly text: string;
  readonly conflict: boolean;
}

/**
 * Brings what has changed in one version of a taught file to the others: a change of a step to the steps after it, a
 * change of main to all. A version that was changed by hand as well is left alone. Where the two do not go together,
 * the version has conflict markers afterwards, and the proof fails until somebody has decided.
 *
 * @param repository has the texts from before in its history.
 */
export function carry(repository: string, main: Files): Carried {
  const { exercises } = parseManifest(main.get(MANIFEST_FILE) ?? "{}");
  const recorded = JSON.parse(main.get(LINEAGE_FILE) ?? "{}") as Lineage;
  const files = new Map(main);
  const report: string[] = [];
  for (const [path, versions] of versionsOf(main, exercises)) {
    const before = recorded[path] ?? {};
    const changed = versions.filter(
      (file) => before[file] && before[file] !== blobIdOf(main.get(file) ?? ""),
    );
    for (const from of changed) {
      const later = from === path ? versions : versions.slice(versions.indexOf(from) + 1);
      for (const to of later.filter((file) => file !== path && !changed.includes(file))) {
        const base = tryGit(repository, ["cat-file", "blob", before[from] ?? ""]);
        if (base === undefined)
          throw new Error(`${from}: its text from before is not in the history of this clone.`);
        const { text, conflict } = merge(files.get(to) ?? "", `${base}\n`, main.get(from) ?? "");
        if (text === files.get(to)) continue;
        files.set(to, text);
        report.push(`${from} → ${to}${conflict ? ": CONFLICT, decide by hand" : ""}`);
      }
    }
  }
  files.set(LINEAGE_FILE, `${JSON.stringify(lineageOf(files, exercises), undefined, 2)}\n`);
  return { files: new Map([...files].filter(([path, text]) => main.get(path) !== text)), report };
}

/** @returns the text with what is different between the other two. */
function merge(text: string, before: string, after: string): Merged {
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
    return { text: stdout, conflict: status !== 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
