import { describe, expect, it } from "vitest";
import { usage } from "../../src/cli/usage.ts";
import { sectionsOf } from "../../workshop/attendee/hints.ts";
import { MANIFEST_FILE, parseManifest } from "../../workshop/attendee/manifest.ts";
import { branchesFrom } from "../../workshop/branches.ts";
import { objectionsToNumbers } from "../../workshop/proof/numbers.ts";
import { codeIn, find } from "../documentation/code.ts";
import { unknownScripts } from "../documentation/commands.ts";
import { brokenLinks, linksIn } from "../documentation/links.ts";
import { missingNames, missingPaths } from "../documentation/paths.ts";
import { MAIN } from "./throw-away.ts";

const { exercises } = parseManifest(MAIN.get(MANIFEST_FILE) ?? "");
const BRANCHES = branchesFrom(MAIN);
const HINTS_AT_LEAST = 3;
/** The test of one's own in step 3.11. */
const WRITTEN_BY_ATTENDEES = "tests/my-own.test.ts";

/** Expects that the program knows each word of the command lines in the text; names of files and games aside. */
function expectToTake(program: string | undefined, text: string): void {
  for (const line of find(text, /npx tsx src\/cli\.ts([^\n`]*)/g)) {
    const words = line
      .replace(/#.*$/, "")
      .replaceAll(/"[^"]*"|<[\w-]+>|data\/[\w.-]+/g, "")
      .split(/\s+/)
      .filter(Boolean);
    for (const word of words) expect(program, line).toContain(word);
  }
}

describe.each(exercises)("the text of exercise $number", (exercise) => {
  const text = MAIN.get(`workshop/exercises/${exercise.folder}/README.md`) ?? "";
  const files = BRANCHES.get(exercise.branch) ?? new Map<string, string>();

  it("has a section for each step, with its title and its minutes, in order", () => {
    const headings = exercise.steps.map(
      ({ number, title, minutes }) => `${number} ${title} (${minutes} minutes)`,
    );
    expect(sectionsOf(text).map(({ heading }) => heading)).toEqual(headings);
  });

  it("has hints for each step that has tests, from a nudge to nearly the answer", () => {
    for (const { number, kind } of exercise.steps) {
      const hints = sectionsOf(text).find((section) => section.number === number)?.hints ?? [];
      if (kind === "code") expect(hints.length, number).toBeGreaterThanOrEqual(HINTS_AT_LEAST);
      else expect(hints, number).toEqual([]);
      for (const hint of hints) expect(hint.length, number).toBeGreaterThan(20);
    }
  });

  it("does not show the hints next to the question, in an editor, and still has all of them", () => {
    const [page = "", below] = files.get("README.md")?.split("\n## Hints\n") ?? [];
    expect(page).not.toContain("<details>");
    expect(below).toContain("<details>");
    expect(sectionsOf(`${page}\n## Hints\n${below}`)).toEqual(sectionsOf(text));
  });

  it("says what one should see in each step, what the rules are, and what just happened", () => {
    for (const section of text.split(/^## /m).slice(1, -1)) expect(section).toContain("**You should see**");
    expect(text).toMatch(/\*\*Goal\*\*.*\*\*The rules\*\*\n\n- .*## What just happened/s);
  });

  it("links to files, and names paths, that are on the branch", () => {
    expect(linksIn(text).length).toBeGreaterThan(3);
    expect(brokenLinks("README.md", files)).toEqual([]);
    const missing = [...missingPaths(text, files), ...missingNames(text, files)];
    expect(missing.filter((path) => path !== WRITTEN_BY_ATTENDEES)).toEqual([]);
  });

  it("gives commands that there are, for steps and branches that there are", () => {
    const { scripts } = JSON.parse(files.get("package.json") ?? "{}");
    expect(unknownScripts(codeIn(text).join("\n"), Object.keys(scripts))).toEqual([]);
    const numbers = exercises.flatMap(({ number, steps }) => [number, ...steps.map((step) => step.number)]);
    for (const number of find(text, /npm run (?:hint|solution|catch-up) ([\d.]*\d)/g))
      expect(numbers).toContain(number);
    for (const branch of find(text, /git switch ([\w-]+)/g))
      expect(["main", ...BRANCHES.keys()]).toContain(branch);
  });

  it("gives command lines that the program of that branch takes, or main's", async () => {
    const [here = "", ...onMain] = text.split("git switch main\n");
    expectToTake(files.get("src/cli.ts"), here);
    expectToTake(await usage(), onMain.join());
  });
});

it("gives the numbers of lines that there are to write", () => {
  expect(objectionsToNumbers(MAIN, exercises, BRANCHES)).toEqual([]);
  const wrong = new Map([...MAIN, ["workshop/slides.md", "Exercises 1 to 3 took 99 lines."]]);
  expect(objectionsToNumbers(wrong, exercises, BRANCHES)).toEqual([
    expect.stringMatching(/^workshop\/slides\.md should say: \d+ lines$/),
  ]);
});

it("fits into its slots: 45, 30, 55, 60 and 60 minutes at most, bonuses aside", () => {
  const minutes = exercises.map(({ steps }) =>
    steps.filter(({ title }) => !title.startsWith("Bonus")).reduce((sum, step) => sum + step.minutes, 0),
  );
  expect(minutes.map((sum, index) => sum <= ([45, 30, 55, 60, 60][index] ?? 0))).not.toContain(false);
});
