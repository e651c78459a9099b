import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { faultsOf, type Mutant } from "./survivors.ts";

/** Percentage of the mutants that tests must kill. */
const TARGET = 95;

/** The files that are mutated, by room; the tests of the room must kill the mutants. */
const ROOMS = {
  domain: "src/domain/**/*.ts",
  application: "src/application/**/*.ts",
  projections: "src/projections/{*,tables/*,runner/checkpoint}.ts",
  persistence: "src/persistence/**/*.ts",
};

const { positionals: chosen } = parseArgs({ allowPositionals: true });
const mutants: Mutant[] = [];
for (const [room, all] of Object.entries(ROOMS)) {
  const altered = chosen.length === 0 ? [all] : chosen.filter((file) => file.startsWith(`src/${room}/`));
  if (altered.length > 0) mutants.push(...(await mutantsIn(room, altered)));
}
if (mutants.length === 0) {
  console.error(`There is nothing to alter: name files in ${Object.values(ROOMS).join(", ")}.`);
  process.exit(1);
}

const count = (status: Mutant["status"]) => mutants.filter((mutant) => mutant.status === status).length;
const dead = count("Killed") + count("Timeout");
const alive = count("Survived") + count("NoCoverage");
const score = (100 * dead) / (dead + alive);
console.log(
  `${dead} of ${dead + alive} mutants have died, ${count("Timeout")} of them because they came to no end. ` +
    `${alive} survive, ${count("NoCoverage")} of them where no test comes by. Score: ${score.toFixed(2)} %.`,
);
const document = readFileSync(new URL("README.md", import.meta.url), "utf8");
const faults = faultsOf(mutants, document);
for (const fault of faults) console.error(fault);
if (score < TARGET) console.error(`Too few have died: it must be at least ${TARGET} %.`);
process.exit(faults.length > 0 || score < TARGET ? 1 : 0);

function mutantsIn(room: string, files: string[]): Promise<Mutant[]> {
  const stryker = new Stryker({
    mutate: files,
    testRunner: "vitest",
    plugins: [import.meta.resolve("@stryker-mutator/vitest-runner")],
    vitest: { configFile: "mutation/vitest.config.ts", dir: `tests/${room}` },
    // Stryker would rewrite tsconfig.json with functions that TypeScript 7 no longer has. Vitest does not need it.
    tsconfigFile: "none",
    tempDirName: "mutation/sandbox",
    cleanTempDir: "always",
    ignorePatterns: ["bench", "data", "workshop"],
    reporters: ["clear-text", "progress-append-only"],
    clearTextReporter: { reportTests: false },
  });
  return stryker.runMutationTest().catch(() => process.exit(1)); // Stryker has printed the error.
}
