import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
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
