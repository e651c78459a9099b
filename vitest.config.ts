import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests that mock modules, or share state within a file: each file runs in a process of its own. */
const ISOLATED = "tests/{cli,fuzz,persistence}/**/*.test.ts";

/**
 * Tests that are too slow for `npm test`: of tools and documents, with pseudo-terminals, with killed programs, and of
 * the event store, which is a package with tests of its own. `npm run test:all` runs these as well.
 */
const SLOW = [
  "eventstore/tests/**",
  "tests/{workshop,scripts,fuzz,ci,documentation}/**",
  "tests/documentation.test.ts",
  "tests/cli/{terminal,two-terminals,signals,games-in-a-file}.test.ts",
  "tests/**/{crash,reconnect}.test.ts",
];

/**
 * Fixes the environment variables that the program reads, so that the tests behave the same on every computer. They do
 * not use a server of EVENTSTOREDB_URI: `npm run test:eventstoredb` does.
 */
const ENVIRONMENT = {
  EVENTSTOREDB_URI: "",
  EVENTSTOREDB_ROOT_CERTIFICATES: "",
  NO_COLOR: "",
  COLUMNS: "",
  TZ: "UTC",
  LANG: "C.UTF-8",
  // With a proxy, the client would ask the proxy for hosts that do not exist.
  grpc_proxy: "",
  https_proxy: "",
  http_proxy: "",
};

/**
 * @param exclude glob patterns of the files to leave out.
 * @param env the environment variables of the tests.
 */
export function suite(exclude: readonly string[], env: Record<string, string> = ENVIRONMENT) {
  return defineConfig({
    root: fileURLToPath(new URL("./", import.meta.url)),
    test: {
      // Most tests run faster than their imports load, so these share processes and modules.
      projects: [
        { extends: true, test: { name: "alone", include: [ISOLATED], exclude: [...exclude] } },
        {
          extends: true,
          test: {
            name: "together",
            include: ["{tests,eventstore/tests}/**/*.test.ts"],
            exclude: [ISOLATED, ...exclude],
            isolate: false,
          },
        },
      ],
      globalSetup: "tests/vitest.setup.ts",
      env,
      // By default Vitest leaves one core unused, which is half of two cores.
      maxWorkers: "100%",
      // Starting a process takes half a second; many start at once, and the computer may be busy.
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  });
}

/** The tests of `npm test`. */
export default suite(SLOW);
