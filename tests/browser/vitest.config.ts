import { defineConfig } from "vitest/config";

/** The configuration of `npm run test:browser`. */
export default defineConfig({
  test: {
    include: ["tests/browser/**/*.test.ts"],
    setupFiles: "tests/each-file.setup.ts",
    env: { TZ: "UTC" },
    // Two browsers at a time would only be in each other's way.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
