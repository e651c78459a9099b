import { type Exercise, testFileOf } from "../attendee/manifest.ts";
import type { FileResult, TestResult } from "../attendee/results.ts";
import { codeSteps } from "../states.ts";
import type { Mutant } from "./mutants.ts";

/**
 * @param done the number of the last step that is done; the number of the exercise if none is.
 * @returns a sentence for each test that fails but should pass, or passes but should fail.
 */
export function objectionsToState(
  exercise: Exercise,
  done: string,
  results: readonly FileResult[],
): string[] {
  const steps = codeSteps(exercise);
  const last = steps.findIndex(({ number }) => number === done);
  return steps.flatMap((step, index) => {
    const file = testFileOf(step);
    const result = results.find((one) => one.file === file);
    if (!result || result.tests.length === 0)
      return [`${file} has no results${because(result?.failure?.message)}`];
    if (result.failure) return [`${file} fails as a whole${because(result.failure.message)}`];
    return index <= last ? objectionsToDone(result) : objectionsToOpen(result);
  });
}

function objectionsToDone({ file, tests }: FileResult): string[] {
  return tests
    .filter(({ failure }) => failure)
    .map(({ name, failure }) => `${file} should pass: ${name}${because(failure?.message)}`);
}

function objectionsToOpen({ file, tests }: FileResult): string[] {
  const failed = tests.filter(({ failure }) => failure);
  if (failed.length === 0) return [`${file} should fail: the step is not done`];
  return failed
    .filter(({ failure }) => failure?.name !== "AssertionError")
    .map(
      ({ name, failure }) =>
        `${file} should fail by assertion: ${name}${because(`${failure?.name}: ${failure?.message}`)}`,
    );
}

/** @returns a sentence if no test of the step fails without the constraint, or if attendees are told otherwise. */
export function objectionsToMutant(mutant: Mutant, results: readonly FileResult[]): string[] {
  const { dies, spares = [] } = mutant;
  const resultOf = (step: string) => results.find(({ file }) => file === `tests/${step}.test.ts`);
  const result = resultOf(dies);
  if (result?.failure) return [`${result.file} fails as a whole${because(result.failure.message)}`];
  const first = result?.tests.find(({ failure }) => failure);
  if (!first) return [`no test of step ${dies} notices`];
  const objectionsToSpared = (step: string) => {
    const spared = resultOf(step);
    if (!spared || spared.tests.length === 0)
      return [`tests/${step}.test.ts has no results${because(spared?.failure?.message)}`];
    return objectionsToDone(spared);
  };
  return [...objectionsToTelling(mutant, first), ...spares.flatMap(objectionsToSpared)];
}

function objectionsToTelling({ rule = "", says = "" }: Mutant, { name, failure }: TestResult): string[] {
  return [
    ...(name.includes(rule) ? [] : [`the first test that notices should be "${rule}", but is: ${name}`]),
    ...(failure?.message.includes(says) ? [] : [`it should say "${says}"${because(failure?.message)}`]),
  ];
}

/** @returns a sentence for each test that never fails. */
export function objectionsToTests(results: readonly FileResult[]): string[] {
  const all = results.flatMap(({ file, tests }) =>
    tests.map((test) => ({ ...test, id: `${file}: ${test.name}` })),
  );
  const canFail = new Set(all.filter(({ failure }: TestResult) => failure).map(({ id }) => id));
  return [...new Set(all.map(({ id }) => id))]
    .filter((id) => !canFail.has(id))
    .map((id) => `${id} fails nowhere`);
}

function because(reason: string | undefined): string {
  return reason ? ` (${reason.split("\n")[0]})` : "";
}
