import { randomInt } from "node:crypto";
import { defineConfig } from "vitest/config";
import { CasesReporter } from "./cases-reporter.ts";

/** What comes of a seed can be had again by giving it, except for what the clock decides: when a signal comes. */
const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
if (!Number.isSafeInteger(seed))
  throw new Error(`FUZZ_SEED is a whole number, not "${process.env.FUZZ_SEED}".`);

export default defineConfig({
  test: {
    include: ["tests/fuzz/**/*.test.ts"],
    globalSetup: "tests/vitest.setup.ts",
    maxWorkers: "100%",
    provide: { fuzz: { seed, full: true } },
    reporters: ["default", new CasesReporter(seed)],
  },
});
