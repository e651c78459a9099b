/** `code` has tests; `tour` and `play` have none, and are never the step that is open. */
type StepKind = "code" | "tour" | "play";

export interface Step {
  /** Such as "1.3". */
  readonly number: string;
  readonly title: string;
  readonly kind: StepKind;
  /** Its duration in a workshop. */
  readonly minutes: number;
  /** Files that come from main from this step on; before it, the exercise has versions of its own. */
  readonly fromMain?: readonly string[];
}

export interface Exercise {
  readonly number: string;
  readonly title: string;
  /** In `workshop/exercises`. */
  readonly folder: string;
  readonly branch: string;
  readonly solutionBranch: string;
  /** Folders in `workshop/exercises` that it shares with other exercises. */
  readonly layers: readonly string[];
  /** Files that the branch needs besides the tests. The files that they import are added. */
  readonly roots: readonly string[];
  readonly steps: readonly Step[];
}

/** The course: `workshop/manifest.json`. */
export interface Manifest {
  readonly exercises: readonly Exercise[];
}

export const MANIFEST_FILE = "workshop/manifest.json";

/** @throws SyntaxError if it is not JSON, Error if it lists no exercises. */
export function parseManifest(json: string): Manifest {
  const manifest: Manifest = JSON.parse(json);
  if (!Array.isArray(manifest.exercises)) throw new Error("The manifest lists no exercises.");
  return manifest;
}

/** @returns the path of the tests of a step, in a branch. */
export function testFileOf(step: Step): string {
  return `tests/${step.number}.test.ts`;
}

/** @returns the exercise with that step, or undefined. */
export function exerciseOf(manifest: Manifest, stepNumber: string): Exercise | undefined {
  return manifest.exercises.find(({ steps }) => steps.some(({ number }) => number === stepNumber));
}
