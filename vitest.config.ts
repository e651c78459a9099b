import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Rooms whose tests replace modules, or keep something for a file as a whole: each file has a process of its own. */
const ALONE = "tests/{cli,fuzz,persistence}/**/*.test.ts";

/**
 * What takes longer than `npm test` may: tools and documents, pseudo-terminals, programs that are killed, and the event
 * store, a package with tests of its own. `npm run test:all` runs these as well.
 */
const SLOW = [
  "eventstore/tests/**",
  "tests/{workshop,scripts,fuzz,ci,documentation}/**",
  "tests/documentation.test.ts",
  "tests/cli/{terminal,two-terminals,signals,games-in-a-file}.test.ts",
  "tests/**/{crash,reconnect}.test.ts",
];

/**
 * What the program would otherwise take from the computer, so that the tests are the same everywhere. A server that a
 * user has set is left alone: `npm run test:eventstoredb` is for that.
 */
const NOTHING_OF_THE_COMPUTER = {
  EVENTSTOREDB_URI: "",
  EVENTSTOREDB_ROOT_CERTIFICATES: "",
  NO_COLOR: "",
  COLUMNS: "",
  TZ: "UTC",
  LANG: "C.UTF-8",
  // Behind a proxy the client would ask it for hosts that are not to be found.
  grpc_proxy: "",
  https_proxy: "",
  http_proxy: "",
};

/**
 * @param exclude files that are left out, as patterns.
 * @param env variables that the tests find.
 */
export function suite(exclude: readonly string[], env: Record<string, string> = NOTHING_OF_THE_COMPUTER) {
  return defineConfig({
    root: fileURLToPath(new URL("./", import.meta.url)),
    test: {
      // The others share what they import, which takes longer to load than most of their tests take to run.
      projects: [
        { extends: true, test: { name: "alone", include: [ALONE], exclude: [...exclude] } },
        {
          extends: true,
          test: {
            name: "together",
            include: ["{tests,eventstore/tests}/**/*.test.ts"],
            exclude: [ALONE, ...exclude],
            isolate: false,
          },
        },
      ],
      globalSetup: "tests/vitest.setup.ts",
      env,
      // Vitest leaves one core to others; on two cores that would be half of them.
      maxWorkers: "100%",
      // A process takes half a second to start, many are started at once, and other things may be going on.
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  });
}

/** `npm test`, in seconds. */
export default suite(SLOW);
