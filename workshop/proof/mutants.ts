import type { Files } from "../attendee/pack.ts";
import { ExerciseError } from "../states.ts";

export const MUTANTS_FILE = "workshop/exercises/mutants.json";

/** A state from which one constraint has been taken away. A test has to notice. */
export interface Mutant {
  readonly constraint: string;
  /** The number of the step whose state it is made of. */
  readonly state: string;
  readonly file: string;
  /** A text that stands in the file once, and what stands there instead. */
  readonly replace: string;
  readonly by: string;
  /** What the new text needs at the end of the file. */
  readonly also?: string;
  /** The number of the step whose tests have to notice. */
  readonly dies: string;
}

/** @throws ExerciseError where the file does not have that text, or has it more than once. */
export function mutate(files: Files, { file, replace, by, also = "", constraint }: Mutant): Files {
  const text = files.get(file) ?? "";
  if (text.split(replace).length !== 2) {
    throw new ExerciseError(`The mutant "${constraint}" finds its text not once in ${file}: ${replace}`);
  }
  return new Map([...files, [file, `${text.split(replace).join(by)}${also}\n`]]);
}
