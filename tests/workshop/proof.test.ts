import { expect, it } from "vitest";
import type { Exercise, Step } from "../../workshop/attendee/manifest.ts";
import type { FileResult } from "../../workshop/attendee/results.ts";
import {
  objectionsToMutant,
  objectionsToState,
  objectionsToTests,
} from "../../workshop/proof/expectations.ts";
import { type Mutant, mutate } from "../../workshop/proof/mutants.ts";
import { runAll } from "../../workshop/proof/run.ts";

const step = (number: string, kind: Step["kind"]): Step => ({ number, kind, title: "", minutes: 1 });
const EXERCISE = {
  number: "9",
  steps: [step("9.1", "tour"), step("9.2", "code"), step("9.3", "code")],
} as unknown as Exercise;

/** @param failures by the name of a test the name of its error, or nothing where it passes. */
const result = (number: string, failures: Record<string, string | undefined>): FileResult => ({
  file: `tests/${number}.test.ts`,
  tests: Object.entries(failures).map(([name, error]) => ({
    name,
    failure: error === undefined ? undefined : { name: error, message: "no" },
  })),
  failure: undefined,
});
const passing = (number: string) => result(number, { a: undefined, b: undefined });
const failing = (number: string) => result(number, { a: undefined, b: "AssertionError" });

it("a state is right where done steps pass and each open one fails by assertion", () => {
  expect(objectionsToState(EXERCISE, "9", [failing("9.2"), failing("9.3")])).toEqual([]);
  expect(objectionsToState(EXERCISE, "9.2", [passing("9.2"), failing("9.3")])).toEqual([]);
  expect(objectionsToState(EXERCISE, "9.3", [passing("9.2"), passing("9.3")])).toEqual([]);
});

it.each<[string, string, FileResult[], string]>([
  [
    "a done step that fails",
    "9.2",
    [failing("9.2"), failing("9.3")],
    "tests/9.2.test.ts should pass: b (no)",
  ],
  [
    "an open step that passes",
    "9.2",
    [passing("9.2"), passing("9.3")],
    "tests/9.3.test.ts should fail: the step is not done",
  ],
  [
    "an open step that fails by accident",
    "9.2",
    [passing("9.2"), result("9.3", { a: "AssertionError", b: "TypeError" })],
    "tests/9.3.test.ts should fail by assertion: b (TypeError: no)",
  ],
  ["a file without results", "9.2", [passing("9.2")], "tests/9.3.test.ts has no results"],
  [
    "a file that cannot be loaded",
    "9.2",
    [passing("9.2"), { ...failing("9.3"), failure: { name: "Error", message: "No such file" } }],
    "tests/9.3.test.ts fails as a whole (No such file)",
  ],
])("objects to %s", (_, done, results, objection) => {
  expect(objectionsToState(EXERCISE, done, results)).toEqual([objection]);
});

const MUTANT: Mutant = { constraint: "c", state: "9.2", file: "a.ts", replace: "two", by: "2", dies: "9.2" };

it("objects to a mutant that no test of its step notices", () => {
  expect(objectionsToMutant(MUTANT, [failing("9.2"), passing("9.3")])).toEqual([]);
  expect(objectionsToMutant(MUTANT, [passing("9.2"), failing("9.3")])).toEqual([
    "no test of step 9.2 notices",
  ]);
  expect(objectionsToMutant(MUTANT, [])).toEqual(["no test of step 9.2 notices"]);
});

it("objects to a mutant that is told by another rule, in other words, or in an earlier step as well", () => {
  const told = (more: Partial<Mutant>) =>
    objectionsToMutant({ ...MUTANT, dies: "9.3", ...more }, [passing("9.2"), failing("9.3")]);
  expect(told({ rule: "b", says: "no", spares: ["9.2"] })).toEqual([]);
  expect(told({ rule: "another" })).toEqual(['the first test that notices should be "another", but is: b']);
  expect(told({ says: "yes" })).toEqual(['it should say "yes" (no)']);
  expect(told({ spares: ["9.1"] })).toEqual(["tests/9.1.test.ts has no results"]);
  const both = [failing("9.2"), failing("9.3")];
  expect(objectionsToMutant({ ...MUTANT, dies: "9.3", spares: ["9.2"] }, both)).toEqual([
    "tests/9.2.test.ts should pass: b (no)",
  ]);
});

it("objects to a test that passes everywhere", () => {
  expect(objectionsToTests([passing("9.2"), failing("9.2")])).toEqual(["tests/9.2.test.ts: a fails nowhere"]);
});

it("makes a mutant only of a text that is there once", () => {
  expect(mutate(new Map([["a.ts", "one two\n"]]), MUTANT).get("a.ts")).toBe("one 2\n\n");
  expect(() => mutate(new Map([["a.ts", "two two"]]), MUTANT)).toThrow("not once in a.ts");
  expect(() => mutate(new Map(), MUTANT)).toThrow("not once in a.ts");
});

it("the types of a state are checked, and not those of a mutant", async () => {
  const files = new Map([
    ["tsconfig.json", `{ "compilerOptions": { "strict": true, "noEmit": true, "types": [] } }`],
    ["src/a.ts", "export const a: number = 'a';\n"],
    ["tests/9.2.test.ts", `import { it } from "vitest";\nimport "../src/a.ts";\nit("passes", () => {});\n`],
  ]);
  const tests = ["tests/9.2.test.ts"];
  const outcomes = await runAll(process.cwd(), [
    { name: "state-9.2", files, tests, isTyped: true },
    { name: "mutant-0", files, tests },
  ]);
  expect(outcomes.get("state-9.2")?.faults).toEqual([
    { place: "src/a.ts:1:14", message: "Type 'string' is not assignable to type 'number'." },
  ]);
  expect(outcomes.get("mutant-0")?.faults).toEqual([]);
});
