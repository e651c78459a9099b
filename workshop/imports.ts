import { posix } from "node:path";
import type { Files } from "./attendee/pack.ts";

/** `import … from`, `export … from`, `import "…"`, `import("…")`, types included, of files of our own. */
const SPECIFIER = /\b(?:from|import)\s*\(?\s*["'](\.[^"'\n]+)["']/g;

/**
 * @returns the paths of these files and of all that they import, by whatever way.
 * @throws Error where an import leads nowhere.
 */
export function withAllThatTheyImport(files: Files, roots: Iterable<string>): Set<string> {
  const reached = new Set<string>();
  const goOn = (path: string, from: string): void => {
    if (reached.has(path)) return;
    const text = files.get(path);
    if (text === undefined) throw new Error(`There is no ${path}, which ${from} needs.`);
    reached.add(path);
    if (!/\.[jt]s$/.test(path)) return;
    for (const [, specifier = ""] of text.matchAll(SPECIFIER)) {
      goOn(posix.join(posix.dirname(path), specifier), path);
    }
  };
  for (const root of roots) goOn(root, "the exercise");
  return reached;
}
