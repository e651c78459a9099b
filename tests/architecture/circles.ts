import type { Module } from "./modules.ts";

/** Finds circular imports, those of types included. @returns one sentence for each file on a circle. */
export function circles(modules: readonly Module[]): string[] {
  const importsOf = new Map(modules.map(({ path, imports }) => [path, imports.map(({ from }) => from)]));
  const isOnCircle = (path: string) => {
    const reached = new Set<string>();
    const goOn = (from: string): boolean =>
      importsOf
        .get(from)
        ?.some((next) => next === path || (!reached.has(next) && reached.add(next) && goOn(next))) ?? false;
    return goOn(path);
  };
  return [...importsOf.keys()].filter(isOnCircle).map((path) => `${path} imports itself by way of others`);
}
