import { describe, expect, it } from "vitest";
import { difference } from "../../workshop/attendee/difference.ts";
import { sectionsOf } from "../../workshop/attendee/hints.ts";
import type { Exercise } from "../../workshop/attendee/manifest.ts";
import { pack, unpack } from "../../workshop/attendee/pack.ts";
import { reportOn } from "../../workshop/attendee/report.ts";
import { ENDLESS, type Failure, type FileResult } from "../../workshop/attendee/results.ts";
import { faultsIn } from "../../workshop/attendee/type-check.ts";

const EXERCISE: Exercise = {
  number: "9",
  title: "Swim",
  folder: "",
  branch: "",
  solutionBranch: "",
  layers: [],
  roots: [],
  steps: [
    { number: "9.1", title: "Look", kind: "tour", minutes: 1 },
    { number: "9.2", title: "Jump", kind: "code", minutes: 1 },
    { number: "9.3", title: "Paddle", kind: "code", minutes: 1 },
    { number: "9.4", title: "Float", kind: "play", minutes: 1 },
  ],
};

const result = (step: string, ...failures: (Failure | undefined)[]): FileResult => ({
  file: `tests/${step}.test.ts`,
  tests: failures.map((failure, index) => ({ name: `rule ${index + 1}`, failure })),
  failure: undefined,
});
const assertion: Failure = { name: "AssertionError", message: "no", expected: "wet", actual: "dry" };
const report = (...parameters: [FileResult[], { place: string; message: string }[]?]) =>
  reportOn(EXERCISE, parameters[0], parameters[1] ?? [], (_, text) => text);

describe("the report", () => {
  it("shows the steps in order, and explains the first open one", () => {
    expect(
      report([result("9.3", assertion), result("9.2", undefined, assertion, assertion)]),
    ).toBe(`Exercise 9: Swim

• 9.1   Look
✗ 9.2   Jump

    Rule      rule 2
    Expected  wet
    But was   dry
    And       1 more of the 3 rules of this step
    Read      README.md, section 9.2; a hint: npm run hint 9.2

✗ 9.3   Paddle
• 9.4   Float

Next: 9.2 Jump`);
  });

  it("explains the second step when the first is done", () => {
    const text = report([result("9.2", undefined), result("9.3", assertion)]);
    expect(text).toContain("✓ 9.2   Jump\n✗ 9.3   Paddle\n\n    Rule      rule 1");
    expect(text).toMatch(/Next: 9\.3 Paddle$/);
  });

  it("says so when all is done, for tours and games are never open", () => {
    const text = report([result("9.2", undefined), result("9.3", undefined)]);
    expect(text).toContain("✓ 9.3   Paddle\n• 9.4   Float\n\nAll steps are done.");
    expect(text).not.toContain("✗");
  });

  it("shows a mistake in the types first, with file and line", () => {
    const faults = Array.from({ length: 7 }, (_, index) => ({
      place: `src/a.ts:${index + 1}:1`,
      message: "Odd.",
    }));
    const text = report([result("9.2", assertion)], faults);
    expect(text).toContain("Exercise 9: Swim\n\nTypeScript says:\n  src/a.ts:1:1  Odd.\n");
    expect(text).toContain("  src/a.ts:5:1  Odd.\n  and 2 more like these\n");
  });

  it("does not call it done while the types are wrong", () => {
    const faults = [{ place: "src/a.ts:1:1", message: "Odd." }];
    const text = report([result("9.2", undefined), result("9.3", undefined)], faults);
    expect(text).toMatch(/What is left is what TypeScript says above\.$/);
  });

  it("says what an error was, and where, that no rule has asked for", () => {
    const failure = { name: "TypeError", message: "x is not a function", place: "src/a.ts:3:4" };
    expect(report([result("9.2", failure)])).toContain(
      "    But       TypeError: x is not a function\n    At        src/a.ts:3:4\n",
    );
  });

  it("says so when the tests of a step are gone or cannot be loaded", () => {
    expect(report([])).toContain("The tests of this step were not found");
    const unloaded = {
      ...result("9.2"),
      failure: { name: "Error", message: "Cannot find a.ts", place: "src/b.ts:1:1" },
    };
    expect(report([unloaded])).toContain("    But       Cannot find a.ts\n    At        src/b.ts:1:1\n");
  });

  it("points to the mistake, not to a step, where the tests cannot be loaded", () => {
    const unloaded = { ...result("9.2"), failure: { name: "Error", message: "Syntax" } };
    const text = report([unloaded], [{ place: "src/a.ts:1:1", message: "Odd." }]);
    expect(text).toContain("    The tests of this step can be run when what stands above is mended.\n");
    expect(text).toMatch(/Next: mend what stands above; until then nobody can tell which steps are done\.$/);
  });

  it("says which step has no end, even where one before it is open, and which were not run", () => {
    const text = report([result("9.2", assertion), { ...result("9.3"), failure: ENDLESS }]);
    expect(text).toMatch(/✗ 9\.3 {3}Paddle\n\n {4}But {7}Your code does not come to an end here/);
    expect(text).toMatch(/Next: 9\.2 Jump$/);
    expect(report([{ ...result("9.2"), failure: ENDLESS }])).toContain("? 9.3   Paddle\n");
  });

  it("is about one step where only that one is asked for", () => {
    const [, , paddle] = EXERCISE.steps;
    const alone = { ...EXERCISE, steps: paddle ? [paddle] : [] };
    const text = reportOn(alone, [result("9.3", undefined)], [], (_, words) => words);
    expect(text).toBe("Exercise 9: Swim\n\n✓ 9.3   Paddle\n\nStep 9.3 is done.");
  });

  it("does not call it all done while a test of the attendee's own fails", () => {
    const own = { ...result("own", assertion), file: "tests/own.test.ts" };
    const text = report([result("9.2", undefined), result("9.3", undefined), own]);
    expect(text).toMatch(/✗ tests\/own\.test\.ts\n\n {4}Rule {6}rule 1\n/);
    expect(text).toMatch(/dry\n\nAll steps are done\. What is left is a test of your own\.$/);
  });

  it("puts an event onto a line", () => {
    const events = '[\n  {\n    "column": "D",\n    "type": "MoveMade",\n  },\n]';
    const text = report([result("9.2", { ...assertion, expected: events })]);
    expect(text).toContain(
      '    Expected  [\n                { "column": "D", "type": "MoveMade" },\n              ]\n',
    );
  });
});

it("the compiler's faults have file, line and column", () => {
  const output =
    "src/a.ts(12,5): error TS2339: Property 'x' does not exist.\r\n  more about it\nsrc/b.ts(1,1): error TS1: No.\nerror TS18003: No inputs.\n";
  expect(faultsIn(output)).toEqual([
    { place: "src/a.ts:12:5", message: "Property 'x' does not exist." },
    { place: "src/b.ts:1:1", message: "No." },
    { place: "tsconfig.json", message: "No inputs." },
  ]);
});

describe("the difference", () => {
  it("is none between equal texts", () => {
    expect(difference("a\nb\n", "a\nb\n")).toEqual([]);
  });

  it("has what goes, what comes, and what is around it", () => {
    const before = ["1", "2", "3", "4", "old", "5", "6", "7", "8"].join("\n");
    const after = ["1", "2", "3", "4", "new", "newer", "5", "6", "7", "8"].join("\n");
    expect(difference(before, after)).toEqual([
      "  …",
      "  2",
      "  3",
      "  4",
      "- old",
      "+ new",
      "+ newer",
      "  5",
      "  6",
      "  7",
      "  …",
    ]);
  });

  it("applied, leads from one text to the other", () => {
    const [before, after] = ["a\nb\nc\nd\ne", "x\nb\nd\nd\ne\nf"];
    const lines = difference(before, after);
    const side = (sign: string) =>
      lines
        .filter((line) => !line.startsWith(sign))
        .map((line) => line.slice(2))
        .join("\n");
    expect([side("+"), side("-")]).toEqual([before, after]);
  });
});

it("hints are those of the step's own section, and nothing around them", () => {
  const text =
    "# T\n\n## 1.1 One (2 minutes)\n\n<details><summary>A nudge</summary>\n\nPush `x`.\n\n</details>\n\n## End\n";
  expect(sectionsOf(text)).toEqual([{ number: "1.1", heading: "1.1 One (2 minutes)", hints: ["Push `x`."] }]);
});

it("what is packed can be unpacked, and not be read", () => {
  const states = new Map([["1.2", new Map([["src/a.ts", "const größe = 1;\n"]])]]);
  expect(unpack(pack(states))).toEqual(states);
  expect(unpack(pack(states).replaceAll("\n", "\r\n"))).toEqual(states);
  expect(pack(states)).not.toContain("const");
});
