import { posix } from "node:path";
import type { Files } from "./attendee/pack.ts";

/**
 * @param files the files of the project.
 * @returns the files that imports of the workspace's packages lead to, by the imported name, such as
 *   "embedded-eventstore".
 */
export function ownPackages(files: Files): Map<string, string> {
  const { workspaces = [] } = manifestIn("", files);
  return new Map(
    workspaces.flatMap((folder) => {
      const { name = "", exports = {} } = manifestIn(`${folder}/`, files);
      return Object.entries(exports).map(([path, file]) => [
        posix.join(name, path),
        posix.join(folder, file),
      ]);
    }),
  );
}

interface Manifest {
  readonly name?: string;
  readonly workspaces?: readonly string[];
  readonly exports?: Readonly<Record<string, string>>;
}

function manifestIn(folder: string, files: Files): Manifest {
  return JSON.parse(files.get(`${folder}package.json`) ?? "{}");
}
