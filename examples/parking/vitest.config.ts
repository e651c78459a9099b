import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The configuration of `npm test`. */
export default defineConfig({
  root: fileURLToPath(new URL("./", import.meta.url)),
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: "tests/vitest.setup.ts",
    setupFiles: "../../tests/each-file.setup.ts",
    // The variables that the services, Node and tsx read.
    env: {
      EVENTSTOREDB_URI: "",
      BOOKING_EVENTSTOREDB_URI: "",
      PARKING_EVENTSTOREDB_URI: "",
      BOOKING_READ_STORE: "",
      BOOKING_EXPIRE_AFTER: "",
      PARKING_DATABASE: "",
      BROKER_URI: "",
      BROKER_PREFIX: "",
      NO_COLOR: "",
      FORCE_COLOR: "0",
      TSX_DISABLE_CACHE: "1",
      NODE_DISABLE_COMPILE_CACHE: "1",
      // The client would ask a proxy for unknown hosts.
      grpc_proxy: "",
      https_proxy: "",
      http_proxy: "",
    },
    // The files share their modules, because loading them takes longer than most of the tests.
    isolate: false,
    maxWorkers: 3,
    // These only end tests that hang: many processes start at once, and the computer may be busy.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
