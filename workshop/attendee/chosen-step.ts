import { type Exercise, exerciseOf, type Manifest } from "./manifest.ts";
import { openStep } from "./report.ts";

/**
 * @param asked the number of a step; undefined for the first one whose tests fail.
 * @returns its number; undefined if all steps are done.
 * @throws RangeError with a sentence if the exercise has no such step.
 */
export async function chosenStep(
  root: string,
  manifest: Manifest,
  exercise: Exercise,
  asked: string | undefined,
): Promise<string | undefined> {
  if (asked === undefined) return findOpenStep(root, exercise);
  if (exercise.steps.some(({ number }) => number === asked)) return asked;
  const home = exerciseOf(manifest, asked);
  throw new RangeError(
    home
      ? `Step ${asked} is in exercise ${home.number}, on the branch ${home.branch}: npm run catch-up ${asked} takes you there.`
      : `Exercise ${exercise.number} has no step ${asked}: ${exercise.steps.map(({ number }) => number).join(", ")}.`,
  );
}

async function findOpenStep(root: string, exercise: Exercise): Promise<string | undefined> {
  const { runTests } = await import("./run-tests.ts"); // loading it takes a second, and the other cases do not need it
  return openStep(exercise.steps, await runTests(root, exercise))?.number;
}
