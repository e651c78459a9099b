import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { filesOfWorkTree } from "../workshop/files.ts";
import { codeIn } from "./documentation/code.ts";
import { unknownCommandLines, unknownScripts } from "./documentation/commands.ts";
import { brokenLinks, linksAbroad, objectionToForm } from "./documentation/links.ts";
import { missingNames, missingPaths } from "./documentation/paths.ts";

const FILES = filesOfWorkTree(fileURLToPath(new URL("../", import.meta.url)));
// The texts of the exercises describe other branches; tests/workshop/texts.test.ts checks them there.
const DOCUMENTS = [...FILES].filter(
  ([path]) => path.endsWith(".md") && !path.startsWith("workshop/exercises/"),
);
// Comments are left out because they are prose, images of Docker because their names look like paths.
const CONFIGURATION = [...FILES]
  .filter(([path]) => /^(package\.json|\.ci\/run|.*\.ya?ml)$/.test(path))
  .map(([path, text]) => [path, text.replace(/#.*$|\bimage: .*$/gm, "")] as const);
const OF_EXERCISES = ["hint", "solution", "catch-up"];
const scriptsIn = (path: string) => Object.keys(JSON.parse(FILES.get(path) ?? "").scripts);
const PACKAGES = ["package.json", "eventstore/package.json", "examples/parking/package.json"];
const SCRIPTS = [...PACKAGES.flatMap(scriptsIn), ...OF_EXERCISES];

it("has the documents that it checks", () => {
  expect(DOCUMENTS.map(([path]) => path)).toEqual(
    expect.arrayContaining(["README.md", "eventstore/README.md", "workshop/README.md"]),
  );
  expect(CONFIGURATION.map(([path]) => path)).toEqual(
    expect.arrayContaining([".ci/run", ".github/workflows/ci.yml", "compose.yaml", "package.json"]),
  );
});

describe.each(DOCUMENTS)("%s", (path, text) => {
  const code = codeIn(text).join("\n");

  it("has links whose targets exist", () => {
    expect(brokenLinks(path, FILES)).toEqual([]);
  });

  it("names files and folders that exist", () => {
    expect([...missingPaths(text, FILES), ...missingNames(text, FILES)]).toEqual([]);
  });

  it("gives npm commands that exist", () => {
    expect(unknownScripts(code, SCRIPTS)).toEqual([]);
  });

  it("gives command lines that the program understands", () => {
    expect(unknownCommandLines(code)).toEqual([]);
  });
});

describe.each(CONFIGURATION)("%s", (_, text) => {
  it("names files and folders, and gives commands, that exist", () => {
    expect([...missingPaths(text, FILES), ...unknownScripts(text, SCRIPTS)]).toEqual([]);
    expect(unknownCommandLines(text)).toEqual([]);
  });
});

describe("the external links, of which only the form is checked", () => {
  const links = new Set(
    [...FILES].filter(([path]) => path.endsWith(".md")).flatMap(([, text]) => linksAbroad(text)),
  );
  it.each([...links].sort())("%s", (link) => {
    expect(objectionToForm(link)).toBeUndefined();
  });
});
