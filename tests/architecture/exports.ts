import { type Module, placeOf } from "./modules.ts";

/** Events are the language of the domain; a package offers what it offers; a command is found by its file; a tool reads its configuration. */
const EXPORTED_ANYHOW =
  /^src\/domain\/events\.ts$|^eventstore\/src\/index\.ts$|^src\/cli\/commands\/|(^|[/.])vitest\.(config|setup)\.ts$/;

/**
 * @returns a sentence for each export that no other file imports. The versions of an exercise count as users only:
 * what they export is for the steps to come.
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
