import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{tests,eventstore/tests}/**/crash.test.ts"],
    globalSetup: "tests/vitest.setup.ts",
    setupFiles: "tests/each-file.setup.ts",
    provide: { kills: 50 },
  },
});
