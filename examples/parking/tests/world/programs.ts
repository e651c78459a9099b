import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const EXAMPLE = fileURLToPath(new URL("../../", import.meta.url));

/** In node_modules, so that the packages are found from there. */
const FOLDER = join(EXAMPLE, "node_modules", ".programs");

/** The compiled program of a service that dies. */
export const DOOMED = join(FOLDER, "doomed.mjs");

/** Compiles the program that tests start as a process many times: it then starts in a quarter of the time. */
export async function makePrograms(): Promise<void> {
  await build({
    absWorkingDir: EXAMPLE,
    entryPoints: ["tests/world/doomed.ts"],
    outfile: DOOMED,
    bundle: true,
    packages: "external",
    alias: { "embedded-eventstore": join(EXAMPLE, "..", "..", "eventstore", "src", "index.ts") },
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
  });
}
