import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** Prints the CommonJS modules that are loaded when the program knows its commands: it can ask its first question then. */
const PROGRAM = `
  import { createRequire } from "node:module";
  import "./src/cli/main.ts";
  import { loadCommands } from "./src/cli/command.ts";
  await loadCommands();
  console.log(Object.keys(createRequire(import.meta.url).cache).join("\\n"));
`;

test("the client and SQLite, which take long to load, are loaded after the first question", () => {
  const words = ["--import", "tsx", "--input-type=module", "--eval", PROGRAM];
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { encoding: "utf8" });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  expect(stdout).toContain("tsx"); // so modules are listed
  expect(stdout).not.toMatch(/db-client|libsql/);
});
