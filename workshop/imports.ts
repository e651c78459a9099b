import { posix } from "node:path";
import type { Files } from "./attendee/pack.ts";
import { ownPackages } from "./own-packages.ts";

/** Matches `import … from`, `export … from`, `import "…"` and `import("…")`, including types. */
const SPECIFIER = /\b(?:from|import)\s*\(?\s*["']([^"'\n]+)["']/g;

/**
 * @returns the paths of these files and of all project files that they import, directly or indirectly.
 * @throws Error if an imported file does not exist.
 */
export function withAllThatTheyImport(files: Files, roots: Iterable<string>): Set<string> {
  const reached = new Set<string>();
  const packages = ownPackages(files);
  const goOn = (path: string, from: string): void => {
    if (reached.has(path)) return;
    const text = files.get(path);
    if (text === undefined) throw new Error(`There is no ${path}, which ${from} needs.`);
    reached.add(path);
    if (!/\.[jt]s$/.test(path)) return;
    for (const [, specifier = ""] of text.matchAll(SPECIFIER)) {
      const file = specifier.startsWith(".")
        ? posix.join(posix.dirname(path), specifier)
        : packages.get(specifier);
      if (file) goOn(file, path);
    }
  };
  for (const root of roots) goOn(root, "the exercise");
  return reached;
}
