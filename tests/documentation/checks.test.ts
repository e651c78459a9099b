import { describe, expect, test } from "vitest";
import { codeIn } from "./code.ts";
import { unknownCommandLines, unknownScripts } from "./commands.ts";
import { brokenLinks, linksAbroad, objectionToForm } from "./links.ts";
import { missingNames, missingPaths } from "./paths.ts";

const GUIDE = "# The `guide`: how, why\n\n## Twice\n\n## Twice\n\n```sh\n# no heading\n```\n";
const FILES = new Map([
  ["README.md", ""],
  ["docs/guide.md", GUIDE],
  ["docs/board.png", ""],
  ["src/domain/game.ts", ""],
  [".ci/run", ""],
  [".gitignore", "node_modules/\ndata/\n"],
]);

describe("links", () => {
  const broken = (text: string) =>
    brokenLinks("docs/guide.md", new Map([...FILES, ["docs/guide.md", GUIDE + text]]));

  test.each([
    "[a](guide.md) [b](../src/domain/game.ts) [c](../src/) [d](.) ![e](board.png)",
    "[a](#the-guide-how-why) [b](#twice) [c](guide.md#twice-1 'title') [d](<../README.md>)",
    "[a][b]\n\n[b]: ../README.md 'title'",
    "`[a](code.md)`, [b](https://example.org/c.md)",
  ])("%s leads somewhere", (text) => {
    expect(broken(text)).toEqual([]);
  });

  test.each([
    ["[a](game.ts)", "game.ts"],
    ["![a](../board.png)", "../board.png"],
    ["[a](#thrice)", "#thrice"],
    ["[a](#twice-2)", "#twice-2"],
    ["[a](#no-heading)", "#no-heading"],
    ["[a](../README.md#guide)", "../README.md#guide"],
    ["[a]()", "nothing"],
    ["[`a`](../src/domain/gone.ts)", "../src/domain/gone.ts"],
    ["[a][b]\n\n[b]: gone.md", "gone.md"],
  ])("%s leads nowhere", (text, target) => {
    expect(broken(text)).toEqual([`docs/guide.md links to ${target}, which is not there`]);
  });

  test("external links are found in every notation", () => {
    const text = "[a](https://a.org) <https://b.org>\n\n[c]: http://c.org\n\n`[d](https://d.org)`";
    expect(linksAbroad(text)).toEqual(["https://a.org", "http://c.org", "https://b.org"]);
  });

  test.each([
    ["http://example.org", "is not safe"],
    ["https://", "is no address"],
    ["https://localhost/a", "names no host"],
    ["https://ann@example.org", "names no host"],
    ["https://example.org/a.", "ends with the punctuation"],
  ])("%s is refused", (link, objection) => {
    expect(objectionToForm(link)).toContain(objection);
  });
});

describe("paths", () => {
  test("paths that exist are accepted, and so is text that only looks like a path", () => {
    const text = "src/domain, (src/domain/game.ts), [run](../.ci/run), @ann/src/gone, https://a.org/src/gone";
    expect(missingPaths(text, FILES)).toEqual([]);
    const spans =
      "`game.ts` `domain/game.ts` `domain/` `data/a.md` `node_modules/` `docs/guide.md` `a.db` `.ts` `x / y`";
    expect(missingNames(spans, FILES)).toEqual([]);
  });

  test("paths that do not exist are found", () => {
    expect(missingPaths("src/domain/gone.ts, .ci/gone and docs/gone.", FILES)).toEqual([
      "src/domain/gone.ts",
      ".ci/gone",
      "docs/gone",
    ]);
    expect(missingNames("`gone.ts`, `ame.ts`, `domain/gone.ts`, `gone/`, gone.md", FILES)).toEqual([
      "gone.ts",
      "ame.ts",
      "domain/gone.ts",
      "gone/",
    ]);
  });
});

describe("commands", () => {
  const code =
    "npm and `npm test`\n\n```sh\nnpm run check -- --all\nnpm ci\nnpx tsx src/cli.ts games --open # all\nnpx tsx src/cli.ts games | head\n```\n";

  test("commands that exist are accepted, and so is prose", () => {
    expect(unknownScripts(codeIn(code).join("\n"), ["test", "check"])).toEqual([]);
    expect(unknownCommandLines(codeIn(code).join("\n"))).toEqual([]);
  });

  test("commands that do not exist are found", () => {
    expect(unknownScripts(code, ["check:all"])).toEqual(["and", "test", "run check"]);
    expect(unknownCommandLines("npx tsx src/cli.ts game\n`npx tsx src/cli.ts games --most`")).toEqual([
      'game: There is no command "game".',
      "games --most: There is no option --most.",
    ]);
  });
});
