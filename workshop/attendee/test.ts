import { styleText } from "node:util";
import { orComplain, ROOT, readProject } from "./project.ts";
import { openStep, reportOn, type Style } from "./report.ts";
import type { FileResult } from "./results.ts";
import { runTests } from "./run-tests.ts";
import { checkTypes } from "./type-check.ts";

const { exercise } = orComplain(() => readProject(ROOT));
const watch = process.argv.includes("--watch");
const colors = !process.env.NO_COLOR && process.stdout.isTTY && process.stdout.hasColors();
const style: Style = (format, text) => (colors ? styleText(format, text, { validateStream: false }) : text);

let types = checkTypes(ROOT);

async function show(results: readonly FileResult[]): Promise<void> {
  const faults = await types;
  if (watch && process.stdout.isTTY) console.clear();
  console.log(reportOn(exercise, results, faults, style));
  if (watch) console.log("\nWaiting for you to change a file. Ctrl-C stops.");
  process.exitCode = !openStep(exercise.steps, results) && faults.length === 0 ? 0 : 1;
}

await runTests(ROOT, watch, show, () => {
  types = checkTypes(ROOT);
});
