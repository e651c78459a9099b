import { styleText } from "node:util";
import { chosenStep } from "./chosen-step.ts";
import { testFileOf } from "./manifest.ts";
import { endWith, endWithReader, orComplain, ROOT, readProject } from "./project.ts";
import { isAllDone, reportOn, type Style } from "./report.ts";
import { runTests } from "./run-tests.ts";
import { checkTypes } from "./type-check.ts";
import { AGAIN, runAgainAndAgain } from "./watch.ts";

endWithReader();
const colors = !process.env.NO_COLOR && process.stdout.isTTY && process.stdout.hasColors();
const style: Style = (format, text) => (colors ? styleText(format, text, { validateStream: false }) : text);
const words = process.argv.slice(2);
const [asked] = words.filter((word) => !word.startsWith("--"));

/** Runs the tests of the current exercise once. @returns the exit code. */
async function run(): Promise<number> {
  const { manifest, exercise } = readProject(ROOT);
  if (asked !== undefined) await chosenStep(ROOT, manifest, exercise, asked);
  const steps = exercise.steps.filter(({ number }) => asked === undefined || number === asked);
  const [step] = steps;
  if (asked !== undefined && step && step.kind !== "code") {
    console.log(`Step ${asked} ${step.title} has no tests: README.md says what to do.`);
    return 0;
  }
  const only = asked !== undefined && step ? testFileOf(step) : undefined;
  const types = checkTypes(ROOT);
  const results = await runTests(ROOT, exercise, only);
  const faults = await types;
  if (words.includes(AGAIN) && process.stdout.isTTY) console.clear();
  console.log(reportOn({ ...exercise, steps }, results, faults, style));
  return isAllDone(steps, results) && faults.length === 0 ? 0 : 1;
}

// Without -- before it, npm keeps an option for itself, and passes it on in the environment.
const watch = words.includes("--watch") || process.env.npm_config_watch === "true";
if (watch && !words.includes(AGAIN)) await runAgainAndAgain(ROOT, asked);
else endWith(await orComplain(run));
