import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests that replace modules, or have state for a whole file: each file runs in its own process. */
const ISOLATED =
  "tests/{fuzz/**/*,persistence/{stream-feed,with-retry},cli/{terminal/signals,choosing-a-store}}.test.ts";

/** Tests that need a browser, and a package that drives it: only `npm run test:browser` runs them. */
export const IN_A_BROWSER = "tests/browser/**";

/**
 * Tests that are too slow for `npm test`: tools, documents, pseudo-terminals, programs that are killed, and the event
 * store, which is a package with its own tests. `npm run test:all` runs these as well.
 */
const SLOW = [
  "eventstore/tests/**",
  "tests/{workshop,scripts,fuzz,ci,documentation}/**",
  "tests/documentation.test.ts",
  IN_A_BROWSER,
  "tests/cli/{terminal/terminal,terminal/signals,commands/{announce,matches,match-at-two-terminals,two-terminals},games-in-a-file}.test.ts",
  "tests/**/{crash,reconnect}.test.ts",
];

/**
 * Fixes the environment variables that the program, Node and tsx read, so that tests run the same on every computer. A
 * server in EVENTSTOREDB_URI is not used: only `npm run test:eventstoredb` does.
 */
const ENVIRONMENT = {
  EVENTSTOREDB_URI: "",
  EVENTSTOREDB_ROOT_CERTIFICATES: "",
  NO_COLOR: "",
  // Node warns on standard error where NO_COLOR is set, even to "", and FORCE_COLOR asks for colours.
  FORCE_COLOR: "0",
  COLUMNS: "",
  TZ: "UTC",
  LANG: "C.UTF-8",
  LC_ALL: "C.UTF-8",
  // These caches would be left in the temporary folder.
  TSX_DISABLE_CACHE: "1",
  NODE_DISABLE_COMPILE_CACHE: "1",
  // The attendees' tools read the options of npm.
  npm_config_list: "",
  npm_config_watch: "",
  // The client would ask a proxy for unknown hosts.
  grpc_proxy: "",
  https_proxy: "",
  http_proxy: "",
};

/**
 * @param exclude patterns of files that do not run.
 * @param env environment variables of the tests.
 */
export function suite(exclude: readonly string[], env: Record<string, string> = ENVIRONMENT) {
  return defineConfig({
    root: fileURLToPath(new URL("./", import.meta.url)),
    test: {
      // The other files share their modules, because loading them takes longer than most of the tests.
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
      setupFiles: "tests/each-file.setup.ts",
      env,
      // gRPC passes on the IP addresses of the tests' TLS servers, which Node warns of.
      execArgv: ["--disable-warning=DEP0123"],
      // Vitest's default leaves one core free, which is half of a computer with two.
      maxWorkers: 3,
      // A process takes half a second to start, many start at once, and the computer may be busy.
      testTimeout: 120_000,
      hookTimeout: 120_000,
    },
  });
}

/** The configuration of `npm test`, which takes seconds. */
export default suite(SLOW);
