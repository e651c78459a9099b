import { relative, sep } from "node:path";
import type { TestCase, TestModule } from "vitest/node";

/** Why a test or a file has failed, as vitest reports it. */
export interface Failure {
  /** "AssertionError" if an expectation of the test failed; any other name if the tested code has thrown. */
  readonly name: string;
  readonly message: string;
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
  /** The place in the project where it was thrown, such as "src/domain/game.ts:12:5". */
  readonly place?: string | undefined;
  /** The line of the test, such as "tests/1.2.test.ts:12". */
  readonly test?: string | undefined;
}

/** The failure of a file whose tests do not end. */
export const ENDLESS: Failure = {
  name: "EndlessError",
  message: "Your code does not come to an end here: look for a loop without an end.",
};

export interface TestResult {
  /** A rule, in words. */
  readonly name: string;
  /** Undefined if the test has passed. */
  readonly failure: Failure | undefined;
}

/** The result of one test file. */
export interface FileResult {
  /** Such as "tests/1.2.test.ts". */
  readonly file: string;
  readonly tests: readonly TestResult[];
  /** Why the file could not be loaded; undefined if it was. */
  readonly failure: Failure | undefined;
}

export function resultOf(root: string, module: TestModule): FileResult {
  return {
    file: pathIn(root, module.moduleId),
    tests: [...module.children.allTests()].map((test) => resultOfTest(root, module, test)),
    failure: failureOf(root, module, module.errors()[0]),
  };
}

function resultOfTest(root: string, module: TestModule, test: TestCase): TestResult {
  const { state, errors } = test.result();
  const failure = state === "passed" ? undefined : (failureOf(root, module, errors?.[0]) ?? NO_RESULT);
  return { name: test.fullName.replaceAll(" > ", ": "), failure };
}

const NO_RESULT: Failure = { name: "Error", message: "The test was not run." };

type VitestError = ReturnType<TestModule["errors"]>[number];

function failureOf(root: string, module: TestModule, error: VitestError | undefined): Failure | undefined {
  if (!error) return undefined;
  const { name = "Error", message, expected, actual, stacks } = error;
  const frame = stacks?.find(({ file }) => !pathIn(root, file).startsWith("node_modules/"));
  const place = frame && `${pathIn(root, frame.file)}:${frame.line}:${frame.column}`;
  const line = stacks?.find(({ file }) => pathIn(root, file) === pathIn(root, module.moduleId))?.line;
  const test = line === undefined ? undefined : `${pathIn(root, module.moduleId)}:${line}`;
  const text = (value: unknown) => (value === undefined ? undefined : String(value));
  return { name, message, expected: text(expected), actual: text(actual), place, test };
}

function pathIn(root: string, file: string): string {
  return relative(root, file).split(sep).join("/");
}
