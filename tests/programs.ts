import { cpSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { ownPackages } from "../workshop/own-packages.ts";

export const PROJECT = fileURLToPath(new URL("../", import.meta.url));

/** What tests start as processes of their own, a hundred times over. */
const PROGRAMS = [
  "src/cli.ts",
  "eventstore/tests/processes/open.ts",
  "eventstore/tests/processes/reader.ts",
  "eventstore/tests/processes/writer.ts",
  "tests/projections/processes/projector.ts",
];

/** They say which packages are a part of the project, and of the programs. */
const MANIFESTS = new Map(
  ["package.json", "eventstore/package.json"].map((path) => [
    path,
    readFileSync(join(PROJECT, path), "utf8"),
  ]),
);

/** As deep as `src/cli/commands/version.ts`, which looks for package.json three folders above itself. */
const FOLDER = join(PROJECT, "node_modules", ".programs", "of-tests");

/** @returns where a program is, ready to run, while the tests are running. */
export function programFile(source: string): string {
  if (!PROGRAMS.includes(source)) throw new Error(`${source} is not among the programs that are made ready.`);
  return join(FOLDER, `${basename(source, ".ts")}.mjs`);
}

/** Makes all of them ready: translated once, a program starts in a third of the time that it takes with tsx. */
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
  // The program finds out which commands there are from the names of these files; what is in them is in the bundle.
  cpSync(join(PROJECT, "src", "cli", "commands"), join(FOLDER, "commands"), { recursive: true });
}
