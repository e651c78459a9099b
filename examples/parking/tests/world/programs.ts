import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const EXAMPLE = fileURLToPath(new URL("../../", import.meta.url));
const EVENT_STORE = join(EXAMPLE, "..", "..", "eventstore");

/**
 * Compiles the program of a service that dies, which tests start as a process many times: it then starts in a quarter of the
 * time. Each run of the tests has a file of its own, in node_modules, so that the packages are found from there.
 *
 * @returns the path of the program.
 */
export async function makeDoomedProgram(): Promise<string> {
  const outfile = join(EXAMPLE, "node_modules", ".programs", `doomed-${process.pid}.mjs`);
  const { name, exports } = JSON.parse(readFileSync(join(EVENT_STORE, "package.json"), "utf8"));
  const modules = Object.entries<string>(exports).map(([path, file]) => [
    posix.join(name, path),
    join(EVENT_STORE, file),
  ]);
  await build({
    absWorkingDir: EXAMPLE,
    entryPoints: ["tests/world/doomed.ts"],
    outfile,
    bundle: true,
    packages: "external",
    alias: Object.fromEntries(modules),
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
  });
  return outfile;
}
