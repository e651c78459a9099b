import { type Exercise, type Step, testFileOf } from "./attendee/manifest.ts";
import type { Files } from "./attendee/pack.ts";

export const EXERCISES = "workshop/exercises";

/** An exercise is inconsistent. The message names the file and what is wrong with it. */
export class ExerciseError extends Error {
  override readonly name = "ExerciseError";
}

/**
 * Makes the project as it is after a step: the files of main, replaced by the versions of the exercise, and these by
 * the versions of each step so far.
 *
 * @param last the step; undefined for the start of the exercise.
 * @returns the files, and those of them that differ from main's.
 * @throws ExerciseError if a version is superfluous.
 */
export function stateAfter(main: Files, exercise: Exercise, last?: Step): { files: Files; own: Files } {
  const own = new Map<string, string>();
  for (const folder of exercise.layers) lay(own, main, filesIn(main, `${EXERCISES}/${folder}/`), folder);
  lay(own, main, filesIn(main, `${EXERCISES}/${exercise.folder}/start/`), `${exercise.folder}/start`);
  const steps = last ? exercise.steps.slice(0, exercise.steps.indexOf(last) + 1) : [];
  for (const step of steps) {
    const folder = `${exercise.folder}/${step.number}`;
    lay(own, main, filesIn(main, `${EXERCISES}/${folder}/`), folder);
    for (const path of step.fromMain ?? []) {
      if (!own.delete(path))
        throw new ExerciseError(`${path} comes from main before step ${step.number}, too.`);
    }
  }
  for (const [path, text] of filesIn(main, `${EXERCISES}/${exercise.folder}/tests/`))
    own.set(`tests/${path}`, text);
  own.set("README.md", main.get(`${EXERCISES}/${exercise.folder}/README.md`) ?? "");
  return { files: new Map([...withoutTests(main), ...own]), own };
}

/** @returns the files in the folder, by their path in it. */
function filesIn(files: Files, folder: string): Files {
  return new Map(
    [...files]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, text]) => [path.slice(folder.length), text]),
  );
}

/** @returns the steps that change files. */
export function codeSteps(exercise: Exercise): Step[] {
  return exercise.steps.filter(({ kind }) => kind === "code");
}

/** @returns a sentence for each file in `workshop/exercises` that is missing or belongs to no state. */
export function objectionsToFolders(main: Files, exercises: readonly Exercise[]): string[] {
  const layers = exercises.flatMap((exercise) => exercise.layers);
  const folders = exercises.flatMap((exercise) =>
    ["start", "tests", ...codeSteps(exercise).map(({ number }) => number)].map(
      (name) => `${exercise.folder}/${name}/`,
    ),
  );
  const known = [...folders, ...layers.map((layer) => `${layer}/`)];
  const texts = exercises.map(({ folder }) => `${folder}/README.md`);
  const tests = exercises.flatMap((exercise) =>
    codeSteps(exercise).map((step) => `${exercise.folder}/${testFileOf(step)}`),
  );
  const found = filesIn(main, `${EXERCISES}/`);
  return [
    ...[...found.keys()]
      .filter(
        (path) =>
          !known.some((folder) => path.startsWith(folder)) &&
          ![...texts, "lineage.json", "mutants.json"].includes(path),
      )
      .map((path) => `${path} belongs to no step.`),
    ...[...found.keys()]
      .filter((path) => path.endsWith(".test.ts") && !tests.includes(path))
      .map((path) => `${path} tests no step.`),
    ...[...texts, ...tests].filter((path) => !found.has(path)).map((path) => `${path} is missing.`),
  ];
}

function lay(own: Map<string, string>, main: Files, versions: Files, folder: string): void {
  for (const [path, text] of versions) {
    if ((own.get(path) ?? main.get(path)) === text) {
      throw new ExerciseError(`${EXERCISES}/${folder}/${path} is superfluous: it was the same before.`);
    }
    own.set(path, text);
  }
}

function withoutTests(main: Files): Files {
  return new Map([...main].filter(([path]) => !path.startsWith("tests/")));
}
