import { randomInt } from "node:crypto";
import { defineConfig } from "vitest/config";
import { CasesReporter } from "./cases-reporter.ts";

/** The same seed generates the same inputs; only the time at which a signal arrives may differ. */
const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
if (!Number.isSafeInteger(seed))
  throw new Error(`FUZZ_SEED is a whole number, not "${process.env.FUZZ_SEED}".`);

export default defineConfig({
  test: {
    include: ["tests/fuzz/**/*.test.ts"],
    globalSetup: "tests/vitest.setup.ts",
    setupFiles: "tests/each-file.setup.ts",
    maxWorkers: "100%",
    provide: { fuzz: { seed, full: true } },
    reporters: ["default", new CasesReporter(seed)],
  },
});
