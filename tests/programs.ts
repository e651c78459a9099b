import { cpSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ownPackages } from "../workshop/own-packages.ts";

export const PROJECT = fileURLToPath(new URL("../", import.meta.url));

/** The programs that tests start as processes, about a hundred times. */
const PROGRAMS = [
  "src/cli.ts",
  "eventstore/tests/processes/lost-connections.ts",
  "eventstore/tests/processes/open.ts",
  "eventstore/tests/processes/reader.ts",
  "eventstore/tests/processes/two-clients.ts",
  "eventstore/tests/processes/writer.ts",
  "tests/projections/processes/projector.ts",
  "tests/reactions/processes/reactor.ts",
];

/** They say which packages are a part of the project, and of the programs. */
const MANIFESTS = new Map(
  ["package.json", "eventstore/package.json"].map((path) => [
    path,
    readFileSync(join(PROJECT, path), "utf8"),
  ]),
);

/** Three folders below the project, as `src/cli/commands/version.ts`, which reads package.json three folders above. */
const FOLDER = join(PROJECT, "node_modules", ".programs", "of-tests");

/** @returns the path of the compiled program. */
export function programFile(source: string): string {
  if (!PROGRAMS.includes(source)) throw new Error(`${source} is not among the programs that are made ready.`);
  return join(FOLDER, `${basename(source, ".ts")}.mjs`);
}

/** Compiles all programs. A compiled program starts in a third of the time that it takes with tsx. */
export async function makePrograms(): Promise<void> {
  await build({
    absWorkingDir: PROJECT,
    entryPoints: PROGRAMS,
    entryNames: "[name]",
    outdir: FOLDER,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    alias: Object.fromEntries([...ownPackages(MANIFESTS)].map(([name, file]) => [name, join(PROJECT, file)])),
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
  });
  // The program sends the files of `browser`, and reads the names of its commands from this folder.
  cpSync(join(PROJECT, "src", "web", "browser"), join(FOLDER, "browser"), { recursive: true });
  cpSync(join(PROJECT, "src", "cli", "commands"), join(FOLDER, "commands"), { recursive: true });
}
