import { defineConfig } from "vitest/config";

/** Rooms whose tests replace modules, or keep something for a file as a whole: each file has a process of its own. */
const ALONE = "tests/{cli,fuzz,persistence}/**/*.test.ts";

export default defineConfig({
  test: {
    // The others share what they import, which takes longer to load than most of their tests take to run.
    projects: [
      { extends: true, test: { name: "alone", include: [ALONE] } },
      {
        extends: true,
        test: {
          name: "together",
          include: ["{tests,eventstore/tests}/**/*.test.ts"],
          exclude: [ALONE],
          isolate: false,
        },
      },
    ],
    globalSetup: "tests/vitest.setup.ts",
    // Whoever sits behind a proxy tests without it: the client would ask it for hosts that are not to be found.
    env: { grpc_proxy: "", https_proxy: "", http_proxy: "" },
    // Vitest leaves one core to others; on two cores that would be half of them.
    maxWorkers: "100%",
    // A process takes half a second to start, many are started at once, and other things may be going on.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
