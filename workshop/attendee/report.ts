import { explainFailure, labelled } from "./explanation.ts";
import { type Exercise, type Step, testFileOf } from "./manifest.ts";
import { ENDLESS, type FileResult, type TestResult } from "./results.ts";
import type { TypeFault } from "./type-check.ts";

export type Style = (format: "bold" | "dim" | "green" | "red", text: string) => string;

const MOST_FAULTS = 5;

/**
 * Makes the report of a run: the errors of TypeScript, a line for each step, and the reason why the first open step
 * fails.
 *
 * @param style adds colours, if the terminal has any.
 */
export function reportOn(
  { number, title, steps }: Exercise,
  results: readonly FileResult[],
  faults: readonly TypeFault[],
  style: Style,
): string {
  const open = openStep(steps, results);
  const lines = [style("bold", `Exercise ${number}: ${title}`), ""];
  lines.push(...explainFaults(faults, style));
  for (const step of steps) {
    const result = resultOf(step, results);
    lines.push(lineFor(step, result, step === open, style));
    if (step === open || result?.failure === ENDLESS) lines.push(...explain(step, result, faults, style));
  }
  lines.push(...reportOnOwn(ownTests(steps, results), style));
  const failure = open && resultOf(open, results)?.failure;
  const unloaded = failure !== undefined && failure !== ENDLESS;
  const end = closing(steps, unloaded ? undefined : open, faults, unloaded, style);
  const ownFails = !open && faults.length === 0 && !isAllDone(steps, results);
  return [...lines, "", ownFails ? "All steps are done. What is left is a test of your own." : end].join(
    "\n",
  );
}

/** @returns the first step with a test that fails, or undefined. */
export function openStep(steps: readonly Step[], results: readonly FileResult[]): Step | undefined {
  return steps.find((step) => step.kind === "code" && !isDone(resultOf(step, results)));
}

/** Checks whether all tests pass, including the attendee's own. */
export function isAllDone(steps: readonly Step[], results: readonly FileResult[]): boolean {
  return !openStep(steps, results) && ownTests(steps, results).every(isDone);
}

/** @returns the results of the tests that belong to no step: the attendee's own. */
function ownTests(steps: readonly Step[], results: readonly FileResult[]): FileResult[] {
  const files = steps.map(testFileOf);
  return results.filter(({ file }) => !files.includes(file));
}

function reportOnOwn(results: readonly FileResult[], style: Style): string[] {
  const lines = results.flatMap((result) => {
    if (isDone(result)) return [style("green", `✓ ${result.file}`)];
    const failed = result.tests.find(({ failure }) => failure);
    const words = failed
      ? explainTest(failed, result.tests.filter(({ failure }) => failure).length - 1, result.tests.length)
      : explainLoading(result, []);
    return [style("red", `✗ ${result.file}`), "", ...words.map((line) => `    ${line}`), ""];
  });
  if (lines.at(-1) === "") lines.pop();
  return lines.length === 0 ? [] : ["", style("bold", "Your own tests"), "", ...lines];
}

function resultOf(step: Step, results: readonly FileResult[]): FileResult | undefined {
  return results.find(({ file }) => file === testFileOf(step));
}

function isDone(result: FileResult | undefined): boolean {
  return result !== undefined && !result.failure && result.tests.every(({ failure }) => !failure);
}

function lineFor(
  { kind, number, title }: Step,
  result: FileResult | undefined,
  isOpen: boolean,
  style: Style,
): string {
  const name = `${number.padEnd(5)} ${title}`;
  if (kind !== "code") return style("dim", `• ${name}`);
  if (isDone(result)) return style("green", `✓ ${name}`);
  if (!result && !isOpen) return `? ${name}`; // not run, because an earlier one is endless
  return isOpen ? style("red", `✗ ${name}`) : `✗ ${name}`;
}

function explain(
  { number }: Step,
  result: FileResult | undefined,
  faults: readonly TypeFault[],
  style: Style,
): string[] {
  const failed = result?.tests.filter(({ failure }) => failure) ?? [];
  const [first] = failed;
  const lines = first
    ? explainTest(first, failed.length - 1, result?.tests.length ?? 0)
    : explainLoading(result, faults);
  const read = `Read      README.md, section ${number}; a hint: npm run hint ${number}`;
  return ["", ...lines.map((line) => `    ${line}`), `    ${style("dim", read)}`, ""];
}

function explainTest({ name, failure }: TestResult, others: number, all: number): string[] {
  return [
    `Rule      ${name}`,
    ...(failure ? explainFailure(failure) : []),
    ...(failure?.test && failure.place !== failure.test ? [`Test      ${failure.test}`] : []),
    ...(others > 0 ? [`And       ${others} more of the ${all} rules of this step`] : []),
  ];
}

function explainLoading(result: FileResult | undefined, faults: readonly TypeFault[]): string[] {
  if (faults.length > 0 && result?.failure !== ENDLESS)
    return ["The tests of this step can be run when what stands above is mended."];
  const { message = "The tests of this step were not found: npm run catch-up brings them back.", place } =
    result?.failure ?? {};
  const test = result?.failure === ENDLESS ? [`Test      ${result.file}`] : [];
  return [...labelled("But", message), ...(place ? [`At        ${place}`] : []), ...test];
}

function explainFaults(faults: readonly TypeFault[], style: Style): string[] {
  if (faults.length === 0) return [];
  const shown = faults
    .slice(0, MOST_FAULTS)
    .map(({ place, message }) => `  ${style("red", place)}  ${message}`);
  const more = faults.length - shown.length;
  return ["TypeScript says:", ...shown, ...(more > 0 ? [`  and ${more} more like these`] : []), ""];
}

function closing(
  [first, ...others]: readonly Step[],
  open: Step | undefined,
  faults: readonly TypeFault[],
  unloaded: boolean,
  style: Style,
): string {
  if (open) return `Next: ${open.number} ${open.title}`;
  if (unloaded) return "Next: mend what stands above; until then nobody can tell which steps are done.";
  if (faults.length > 0) return "All tests pass. What is left is what TypeScript says above.";
  if (first && others.length === 0) return style("bold", `Step ${first.number} is done.`);
  return style("bold", "All steps are done. Read what just happened at the end of README.md.");
}
