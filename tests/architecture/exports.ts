import { type Module, placeOf } from "./modules.ts";

/**
 * Exports that need no import: the domain's vocabulary, the package's API, commands and configurations, and the client that
 * tests of the store import by the name of another one.
 */
const EXPORTED_ANYHOW =
  /^src\/domain\/(match-)?events\.ts$|^eventstore\/src\/index\.ts$|^src\/cli\/commands\/|^eventstore\/clients\/\w+\/client\.ts$|(^|[/.])vitest\.(config|setup)\.ts$/;

/**
 * Finds unused exports. The states of an exercise may have some: later steps use them.
 *
 * @returns one sentence for each export that no other file imports.
 */
export function unusedExports(modules: readonly Module[]): string[] {
  return modules
    .filter(({ path }) => placeOf(path) === path && !EXPORTED_ANYHOW.test(path))
    .flatMap(({ path, exports }) =>
      exports
        .filter((name) => !modules.some((user) => user.path !== path && takes(user, path, name)))
        .map((name) => `${path} exports ${name}, which nothing imports`),
    );
}

function takes({ imports, text }: Module, path: string, name: string): boolean {
  return imports.some(
    ({ from, names }) => from === path && (names?.includes(name) ?? new RegExp(`\\b${name}\\b`).test(text)),
  );
}
