import type { Files } from "../attendee/pack.ts";
import { ExerciseError } from "../states.ts";

export const MUTANTS_FILE = "workshop/exercises/mutants.json";

/** A state without one of its constraints. A test must fail. */
export interface Mutant {
  readonly constraint: string;
  /** The number of the step whose state is changed. */
  readonly state: string;
  readonly file: string;
  /** A text that occurs once in the file; `by` replaces it. */
  readonly replace: string;
  readonly by: string;
  /** Text to add at the end of the file. */
  readonly also?: string;
  /** The number of the step whose tests must fail. */
  readonly dies: string;
  /** A part of the name of the first test that fails, which is the one that attendees are shown. */
  readonly rule?: string;
  /** A part of what they are told. */
  readonly says?: string;
  /** The numbers of earlier steps whose tests must not fail. */
  readonly spares?: readonly string[];
}

/** @throws ExerciseError if the text does not occur exactly once in the file. */
export function mutate(files: Files, { file, replace, by, also = "", constraint }: Mutant): Files {
  const text = files.get(file) ?? "";
  if (text.split(replace).length !== 2) {
    throw new ExerciseError(`The mutant "${constraint}" finds its text not once in ${file}: ${replace}`);
  }
  return new Map([...files, [file, `${text.split(replace).join(by)}${also}\n`]]);
}
