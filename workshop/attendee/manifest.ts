/** `code` has tests; `tour` and `play` have none, and are never the step that is open. */
type StepKind = "code" | "tour" | "play";

export interface Step {
  /** Such as "1.3". */
  readonly number: string;
  readonly title: string;
  readonly kind: StepKind;
  /** How long it takes at a workshop. */
  readonly minutes: number;
  /** Files that the exercise had versions of its own of, and that come from main from this step on. */
  readonly fromMain?: readonly string[];
}

export interface Exercise {
  readonly number: string;
  readonly title: string;
  /** In `workshop/exercises`. */
  readonly folder: string;
  readonly branch: string;
  readonly solutionBranch: string;
  /** Folders in `workshop/exercises` whose files it shares with other exercises. */
  readonly layers: readonly string[];
  /** What must be there besides the tests; all that these files import comes with them. */
  readonly roots: readonly string[];
  readonly steps: readonly Step[];
}

/** The course: `workshop/manifest.json`. */
export interface Manifest {
  readonly exercises: readonly Exercise[];
}

export const MANIFEST_FILE = "workshop/manifest.json";

/** @throws SyntaxError for what is no JSON, Error for what lists no exercises. */
export function parseManifest(json: string): Manifest {
  const manifest: Manifest = JSON.parse(json);
  if (!Array.isArray(manifest.exercises)) throw new Error("The manifest lists no exercises.");
  return manifest;
}

/** Where the tests of a step are, in a branch. */
export function testFileOf(step: Step): string {
  return `tests/${step.number}.test.ts`;
}

/** @returns the exercise that has a step of that number. */
export function exerciseOf(manifest: Manifest, stepNumber: string): Exercise | undefined {
  return manifest.exercises.find(({ steps }) => steps.some(({ number }) => number === stepNumber));
}
