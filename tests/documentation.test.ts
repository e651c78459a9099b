import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseArguments } from "../src/cli/arguments.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const DOCUMENTS = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".md") && !/(^|[\\/])(node_modules|\.git)[\\/]/.test(path))
  // These are about other branches; tests/workshop/texts.test.ts checks them against those.
  .filter((path) => !/^workshop[\\/]exercises[\\/]/.test(path))
  .map((path) => [path, readFileSync(join(ROOT, path), "utf8")] as const);

const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const NPM_COMMANDS_OF_ITS_OWN = ["ci", "install"];
const NPM_COMMANDS_ON_EXERCISE_BRANCHES = ["hint", "solution", "catch-up"];

const known = [
  ...Object.keys(scripts),
  ...NPM_COMMANDS_OF_ITS_OWN,
  ...NPM_COMMANDS_ON_EXERCISE_BRANCHES,
  "and",
];

const findAll = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, found = ""]) => found.trim());

describe.each(DOCUMENTS)("%s", (path, text) => {
  it("links to what there is", () => {
    const links = findAll(text, /\]\(([^)#\s]+)[^)]*\)/g).filter((link) => !/^https?:/.test(link));
    for (const link of links) {
      expect(existsSync(resolve(ROOT, dirname(path), link)), `${link} in ${path}`).toBe(true);
    }
  });

  it("names files and folders that there are", () => {
    const named = findAll(text, /(?<![@\w/])((?:src|tests|eventstore|scripts)\/[\w./-]*\w)/g);
    for (const name of named) expect(existsSync(join(ROOT, name)), `${name} in ${path}`).toBe(true);
  });

  it("gives npm commands that there are", () => {
    for (const command of findAll(text, /\bnpm (?:run )?([\w:-]+)/g)) {
      expect(known, `npm ${command}`).toContain(command);
    }
  });

  it("gives command lines that the program understands", () => {
    for (const line of findAll(text, /npx tsx src\/cli\.ts([^\n`]*)/g)) {
      const words = line.replace(/#.*$/, "").match(/"[^"]*"|\S+/g) ?? [];
      expect(() => parseArguments(words.map((word) => word.replace(/^"|"$/g, ""))), line).not.toThrow();
    }
  });
});

it("has the documents that it checks", () => {
  expect(DOCUMENTS.map(([path]) => relative(ROOT, join(ROOT, path)))).toContain("README.md");
});
