import { type Exercise, MANIFEST_FILE, parseManifest, type Step, testFileOf } from "./attendee/manifest.ts";
import { type Files, KEPT, PACK_FILE, pack, type States } from "./attendee/pack.ts";
import { withHintsBelow } from "./hints-below.ts";
import { withAllThatTheyImport } from "./imports.ts";
import { codeSteps, ExerciseError, objectionsToFolders, stateAfter } from "./states.ts";

/** Files on every branch besides the exercise: configuration, and the tools of its scripts. */
const ON_EVERY_BRANCH = [
  ".editorconfig",
  ".gitattributes",
  ".gitignore",
  ".npmrc",
  ".nvmrc",
  "LICENSE",
  "README.md",
  "biome.json",
  "compose.yaml",
  "eventstore/package.json",
  "package-lock.json",
  "package.json",
  "scripts/doctor.js",
  "scripts/install-once.js",
  "tsconfig.json",
  MANIFEST_FILE,
  "workshop/WORDS.md",
  "workshop/attendee/catch-up.ts",
  "workshop/attendee/fresh-modules.setup.ts",
  "workshop/attendee/heartbeat.setup.ts",
  "workshop/attendee/hint.ts",
  "workshop/attendee/solution.ts",
  "workshop/attendee/test.ts",
];

const STORE_LOCATION = "src/persistence/connection/store-location.ts";
const DEFAULT_FILE = `"connect-four.db"`;

/**
 * @param main the files of main.
 * @returns the files of each branch, by its name.
 * @throws ExerciseError; Error if an imported file does not exist.
 */
export function branchesFrom(main: Files): Map<string, Files> {
  const { exercises } = parseManifest(main.get(MANIFEST_FILE) ?? "{}");
  const [objection] = objectionsToFolders(main, exercises);
  if (objection) throw new ExerciseError(objection);

  const packed = pack(statesOf(main, exercises));
  const branches = new Map<string, Files>();
  for (const exercise of exercises) {
    const last = codeSteps(exercise).at(-1);
    const start = filesAfter(main, exercise, undefined);
    const solution = filesAfter(main, exercise, last, exercise.solutionBranch);
    branches.set(exercise.branch, new Map([...start, [PACK_FILE, packed]]));
    branches.set(exercise.solutionBranch, new Map([...solution, [PACK_FILE, packed]]));
  }
  return branches;
}

/** @returns the states at the start of each exercise and after each step, by their numbers. */
function statesOf(main: Files, exercises: readonly Exercise[]): States {
  const states = new Map<string, Files>();
  for (const exercise of exercises) {
    let state = packable(filesAfter(main, exercise, undefined));
    states.set(exercise.number, state);
    for (const step of exercise.steps) {
      if (step.kind === "code") state = packable(filesAfter(main, exercise, step));
      states.set(step.number, state);
    }
  }
  return states;
}

function packable(files: Files): Files {
  return new Map([...files].filter(([path]) => !KEPT.includes(path)));
}

/**
 * @param step the last one that is done, or undefined for none.
 * @returns exactly the files that the exercise needs.
 */
export function filesAfter(
  main: Files,
  exercise: Exercise,
  step: Step | undefined,
  branch: string = exercise.branch,
): Files {
  const { files, own } = stateAfter(main, exercise, step);
  const tests = codeSteps(exercise).map(testFileOf);
  const needed = withAllThatTheyImport(files, [...ON_EVERY_BRANCH, ...exercise.roots, ...tests]);
  for (const path of own.keys()) {
    if (!needed.has(path))
      throw new ExerciseError(`${path} of exercise ${exercise.number} is superfluous: nothing needs it.`);
  }
  return new Map(
    [...needed]
      .sort()
      .map((path) => [path, adapted(path, files.get(path) ?? "", exercise, branch)] as const)
      .concat([["workshop/attendee/branch.json", json({ branch, exercise: exercise.number })]]),
  );
}

function adapted(path: string, text: string, exercise: Exercise, branch: string): string {
  switch (path) {
    case "README.md":
      return withHintsBelow(text);
    case "package.json":
      return json({ ...JSON.parse(text), scripts: scriptsFor(exercise) });
    case "tsconfig.json": {
      const { compilerOptions } = JSON.parse(text);
      // A later step uses what is not used yet.
      const lenient = { ...compilerOptions, noUnusedLocals: false, noUnusedParameters: false };
      return json({ compilerOptions: lenient, include: ["src", "tests", "eventstore/src", "workshop"] });
    }
    case STORE_LOCATION:
      if (text.split(DEFAULT_FILE).length !== 2) {
        throw new ExerciseError(
          `${STORE_LOCATION} should say ${DEFAULT_FILE} once, for a file of its own on each branch.`,
        );
      }
      return text.replace(DEFAULT_FILE, `"${branch}.db"`);
    default:
      return text;
  }
}

function scriptsFor({ roots }: Exercise): Record<string, string> {
  const script = (command: string) => `node scripts/install-once.js && ${command}`;
  const test = script("tsx workshop/attendee/test.ts");
  return {
    start: roots.includes("src/cli.ts") ? script("tsx src/cli.ts") : test,
    test,
    hint: script("tsx workshop/attendee/hint.ts"),
    solution: script("tsx workshop/attendee/solution.ts"),
    "catch-up": script("tsx workshop/attendee/catch-up.ts"),
    doctor: "node scripts/doctor.js",
    check: script("tsc"),
    format: script("biome format --write src tests"),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
