import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { filesOfWorkTree } from "../../workshop/files.ts";

const ROOT = new URL("../../", import.meta.url);
const fromCi = (name: string) => import(new URL(`.ci/${name}.js`, ROOT).href);
const { ODD_VARIABLES } = await fromCi("odd-variables");
const { deprecationsIn, numberOfTests } = await fromCi("test-output");

/** npm sets these itself in each script that it runs. */
const SET_BY_NPM = ["INIT_CWD"];

it("sets an odd value for each environment variable that the program or a tool reads", () => {
  const code = [...filesOfWorkTree(fileURLToPath(ROOT))].filter(([path]) =>
    /^(src|eventstore\/src|scripts|workshop)\/.*\.(ts|js)$/.test(path),
  );
  const read = code.flatMap(([, text]) =>
    [...text.matchAll(/\b(?:process\.env|environment)\.(\w+)/g)].map(([, name = ""]) => name),
  );
  expect(read).toEqual(expect.arrayContaining(["EVENTSTOREDB_URI", "NO_COLOR", "no_proxy"]));
  const odd = [...Object.keys(ODD_VARIABLES), ...SET_BY_NPM];
  expect([...new Set(read)].filter((name) => !odd.includes(name))).toEqual([]);
});

it.each([
  ["\n Test Files  2 passed (2)\n      Tests  40 passed (40)\n", 40, 0],
  ["      Tests  1 failed | 40 passed | 2 skipped (43)", 40, 1],
  ["npm error Missing script", 0, 0],
])("the tests that Vitest reports are counted: %j", (output, passed, failed) => {
  expect(numberOfTests(output)).toEqual({ passed, failed });
});

it.each([
  ["(node:7) [DEP0123] DeprecationWarning: Setting the TLS ServerName to an IP address", 1],
  ["(node:7) DeprecationWarning: a library says so", 1],
  ["(node:7) Warning: The 'NO_COLOR' env is ignored", 0],
])("Node's warnings of deprecated functions are found: %j", (line, count) => {
  expect(deprecationsIn(`a test\n${line}\nanother test\n`)).toEqual(count === 1 ? [line] : []);
});
