// Proves the workshop. For the state after each step: it type-checks, the tests of the steps so far pass, those of the
// later steps fail by assertion, and its programs run. For each constraint: a test notices when it is gone. Each test
// can fail, and each file is needed.
import { fileURLToPath } from "node:url";
import {
  type Exercise,
  exerciseOf,
  MANIFEST_FILE,
  parseManifest,
  type Step,
  testFileOf,
} from "./attendee/manifest.ts";
import { type Files, PACK_FILE } from "./attendee/pack.ts";
import { branchesFrom, filesAfter } from "./branches.ts";
import { filesOfWorkTree } from "./files.ts";
import { objectionsToLineage } from "./lineage.ts";
import { objectionsToMutant, objectionsToState, objectionsToTests } from "./proof/expectations.ts";
import { MUTANTS_FILE, type Mutant, mutate } from "./proof/mutants.ts";
import { objectionsToNumbers } from "./proof/numbers.ts";
import { tryTools, tryToPlay, tryToProject, tryToReact } from "./proof/programs.ts";
import { type Candidate, type Outcome, runAll } from "./proof/run.ts";
import { codeSteps, ExerciseError } from "./states.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** A sentence, and how to prove it. */
interface Claim {
  readonly sentence: string;
  readonly candidate: Candidate;
  readonly objections: (outcome: Outcome) => string[];
}

function claimsAboutStates(main: Files, exercise: Exercise, pack: string): Claim[] {
  const tests = codeSteps(exercise).map(testFileOf);
  return [undefined, ...codeSteps(exercise)].map((step) => ({
    sentence: step
      ? `after step ${step.number} ${step.title}`
      : `at the start of exercise ${exercise.number}`,
    candidate: {
      name: `state-${step?.number ?? exercise.number}`,
      files: new Map([...filesAfter(main, exercise, step), [PACK_FILE, pack]]),
      tests,
      isTyped: true,
      inspect: (folder) => inspect(folder, exercise, step),
    },
    objections: ({ results, faults, findings }) => [
      ...findings,
      ...faults.map(({ place, message }) => `${place} ${message}`),
      ...objectionsToState(exercise, step?.number ?? exercise.number, results),
    ],
  }));
}

/** @returns what is wrong with the programs of the exercise, after the step. */
async function inspect(folder: string, exercise: Exercise, step: Step | undefined): Promise<string[]> {
  const steps = codeSteps(exercise);
  const done = step === steps.at(-1);
  // A single player cannot see what the bonus of exercise 3 changes. Exercise 4 begins with the complete game.
  // A match goes on as soon as the loop of exercise 5 runs.
  const playable =
    done ||
    step?.number === "3.8" ||
    exercise.number === "4" ||
    (exercise.number === "5" && Number(step?.number ?? 0) >= 5.3);
  return [
    ...(exercise.roots.includes("src/cli.ts") ? await tryToPlay(folder, exercise, playable) : []),
    ...(exercise.number === "4" ? await tryToProject(folder, step?.number) : []),
    ...(exercise.number === "5" ? await tryToReact(folder, step?.number) : []),
    ...(done || !step ? await tryTools(folder, exercise, done) : []),
  ];
}

function claimAboutMutant(main: Files, mutant: Mutant, index: number): Claim {
  const exercise = exerciseOf(parseManifest(main.get(MANIFEST_FILE) ?? ""), mutant.state);
  const step = exercise?.steps.find(({ number }) => number === mutant.state);
  if (!exercise || !step) throw new ExerciseError(`There is no step ${mutant.state} to make a mutant of.`);
  return {
    sentence: `without "${mutant.constraint}" in ${mutant.state}`,
    candidate: {
      name: `mutant-${index}`,
      files: mutate(filesAfter(main, exercise, step), mutant),
      tests: [mutant.dies, ...(mutant.spares ?? [])].map((number) => `tests/${number}.test.ts`),
    },
    objections: ({ results }) => objectionsToMutant(mutant, results),
  };
}

/** @param words select the claims whose sentence contains one of them, such as "3.7"; none for all claims. */
async function prove(words: readonly string[]): Promise<boolean> {
  const main = filesOfWorkTree(ROOT);
  const { exercises } = parseManifest(main.get(MANIFEST_FILE) ?? "");
  const branches = branchesFrom(main); // throws if a file is missing or superfluous
  const pack = branches.values().next().value?.get(PACK_FILE) ?? "";
  const mutants = JSON.parse(main.get(MUTANTS_FILE) ?? "[]") as Mutant[];
  const all = [
    ...exercises.flatMap((exercise) => claimsAboutStates(main, exercise, pack)),
    ...mutants.map((mutant, index) => claimAboutMutant(main, mutant, index)),
  ];
  const claims = all.filter(
    ({ sentence }) => words.length === 0 || words.some((word) => sentence.includes(word)),
  );
  const outcomes = await runAll(
    ROOT,
    claims.map(({ candidate }) => candidate),
  );
  const findings = claims.map(({ sentence, candidate, objections }) => {
    const outcome = outcomes.get(candidate.name) ?? { results: [], faults: [], findings: [] };
    return { sentence, objections: objections(outcome) };
  });
  findings.push({
    sentence: "no version of a taught file has changed alone",
    objections: objectionsToLineage(main, exercises),
  });
  findings.push({
    sentence: "the texts give the numbers of lines that there are",
    objections: objectionsToNumbers(main, exercises, branches),
  });
  const results = [...outcomes.values()].flatMap((outcome) => outcome.results);
  if (words.length === 0)
    findings.push({ sentence: "every test can fail", objections: objectionsToTests(results) });
  for (const { sentence, objections } of findings) {
    console.log(`${objections.length === 0 ? "✓" : "✗"} ${sentence}`);
    for (const objection of objections) console.log(`    ${objection}`);
  }
  const failed = findings.filter(({ objections }) => objections.length > 0).length;
  console.log(`${findings.length - failed} claims hold, ${failed} do not.`);
  return failed === 0;
}

try {
  if (!(await prove(process.argv.slice(2)))) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof ExerciseError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
