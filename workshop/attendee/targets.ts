import { type Exercise, exerciseOf, type Manifest } from "./manifest.ts";

/** The place that an attendee wants to go to. */
export interface Target {
  readonly exercise: Exercise;
  /** The name of the state in the pack. */
  readonly state: string;
  /** In words: "at the start of step 1.4". */
  readonly place: string;
}

/** The start of an exercise or of a step. */
interface Place {
  /** Of the exercise or the step, such as "1.4". */
  readonly number: string;
  /** The name of the state in the pack. */
  readonly state: string;
}

/** @returns the places that catching up can lead to, in the order of the course. */
export function placesIn({ exercises }: Manifest): Place[] {
  return exercises.flatMap(({ number, steps }) => [
    { number, state: number },
    ...steps.map((step, index) => ({ number: step.number, state: steps[index - 1]?.number ?? number })),
  ]);
}

/**
 * @param wanted the number of an exercise or of a step, or a branch; undefined for the next exercise.
 * @returns the target; after the last exercise a sentence about what follows.
 * @throws RangeError for any other word.
 */
export function targetFor(
  { exercises }: Manifest,
  current: Exercise,
  wanted: string | undefined,
): Target | string {
  if (wanted === undefined) {
    const next = exercises[exercises.indexOf(current) + 1];
    return next ? startOf(next) : whatFollows(current);
  }
  const exercise = exercises.find(({ number, branch }) => wanted === number || wanted === branch);
  if (exercise) return startOf(exercise);

  const places = placesIn({ exercises });
  const home = exerciseOf({ exercises }, wanted);
  const place = places.find(({ number }) => number === wanted);
  if (!home || !place) {
    const numbers = places.map(({ number }) => number);
    throw new RangeError(`There is no exercise and no step ${wanted}: there are ${numbers.join(", ")}.`);
  }
  return { exercise: home, state: place.state, place: `at step ${wanted}, with all before it done` };
}

function startOf(exercise: Exercise): Target {
  return { exercise, state: exercise.number, place: `at the start of exercise ${exercise.number}` };
}

function whatFollows({ number, solutionBranch }: Exercise): string {
  return (
    `Exercise ${number} is the last one. Its solution is on the branch ${solutionBranch}, and the whole program on main. ` +
    `To go to a step of this exercise, name it: npm run catch-up ${number}.4`
  );
}
