import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { main } from "../src/main.ts";
import { VERSION } from "../src/version.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const PORT = "--port takes a number from 0 to 65535.";
const STORE = "--store takes a file or memory.";
const USAGE = /^Usage: embedded-eventstore \[options\]\n/;

async function run(...words: string[]) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await main(words, {
    print: (text) => printed.push(text),
    complain: (text) => complaints.push(text),
  });
  return { code, printed, complaints };
}

const optionsIn = (text: string) => new Set(text.match(/--[a-z]+/g));

test("tells its options and its version", async () => {
  expect(await run("--help")).toEqual({ code: 0, printed: [expect.stringMatching(USAGE)], complaints: [] });
  expect(await run("--version")).toEqual({ code: 0, printed: [VERSION], complaints: [] });
});

test("has the options of the README", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, section = ""] = /^## On its own$(.*?)^## /ms.exec(readme) ?? [];
  const { printed } = await run("--help");
  expect(optionsIn(section)).toEqual(optionsIn(printed.join()));
});

test.each([
  [["--port"], PORT],
  [["--port", "-1"], PORT],
  [["--port=65536"], PORT],
  [["--port", "--store", "memory"], PORT],
  [["--store"], STORE],
  [["--store", " "], STORE],
  [["--store", "--port", "0"], STORE],
  [["--store", "esdb://localhost"], `${STORE} This program is a server itself, and connects to none.`],
  [["--rubbish"], "Unknown option '--rubbish'."],
  [["memory"], "Unexpected argument 'memory'."],
  [["--help=yes"], "Option '--help' does not take an argument."],
])("%j is one sentence, and the options", async (words, sentence) => {
  expect(await run(...words)).toEqual({
    code: 2,
    printed: [],
    complaints: [sentence, expect.stringMatching(USAGE.source.replace("^", "^\\n"))],
  });
});

test("a store that will not do is one sentence", async () => {
  const folder = temporaryFolder();
  expect(await run("--port", "0", "--store", folder)).toEqual({
    code: 1,
    printed: [],
    complaints: [`The event store ${folder} is a folder: give the path of a file.`],
  });
});
