import { type Exercise, exerciseOf, type Manifest } from "./manifest.ts";
import { openStep } from "./report.ts";

/**
 * @param asked the number of a step, or undefined for the one that is open, as the tests say.
 * @returns its number; undefined where all steps are done.
 * @throws RangeError with a sentence where the exercise has no such step.
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
  const { runTests } = await import("./run-tests.ts"); // which takes a second, and only here it is needed
  return openStep(exercise.steps, await runTests(root, exercise))?.number;
}
