import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { sectionsOf } from "./hints.ts";
import { orComplain, ROOT, readProject, readText } from "./project.ts";
import { openStep } from "./report.ts";
import type { FileResult } from "./results.ts";
import { runTests } from "./run-tests.ts";

/** How many hints have been shown, so that each call shows one more. In a folder that git ignores. */
const MEMORY = "data/hints.json";

const { exercise, branch } = orComplain(() => readProject(ROOT));

/** @returns the number of the step that is open, as the tests say. */
async function findOpenStep(): Promise<string | undefined> {
  let found: readonly FileResult[] = [];
  await runTests(ROOT, false, async (results) => {
    found = results;
  });
  return openStep(exercise.steps, found)?.number;
}

function showNextHint(number: string): string {
  const hints =
    sectionsOf(readText(ROOT, "README.md")).find((section) => section.number === number)?.hints ?? [];
  if (hints.length === 0) return `There are no hints for step ${number}.`;

  const memory = hintsShown();
  const key = `${branch} ${number}`;
  const index = Math.min(memory[key] ?? 0, hints.length - 1);
  mkdirSync(dirname(`${ROOT}${MEMORY}`), { recursive: true });
  writeFileSync(`${ROOT}${MEMORY}`, JSON.stringify({ ...memory, [key]: index + 1 }));

  const more =
    index + 1 < hints.length
      ? "Another one: run this again."
      : `That was the last one. All the rest: npm run solution ${number}`;
  return `Hint ${index + 1} of ${hints.length} for step ${number}\n\n${hints[index]}\n\n${more}`;
}

/** @returns by branch and step how many hints have been shown. Whoever loses count begins again. */
function hintsShown(): Record<string, number> {
  try {
    return JSON.parse(readText(ROOT, MEMORY));
  } catch {
    return {};
  }
}

const [asked] = process.argv.slice(2);
const number = asked ?? (await findOpenStep());
process.exitCode = 0;
if (number === undefined) console.log("All steps are done: there is nothing to hint at.");
else if (exercise.steps.some((step) => step.number === number)) console.log(showNextHint(number));
else {
  console.error(
    `Exercise ${exercise.number} has no step ${number}: ${exercise.steps.map((step) => step.number).join(", ")}.`,
  );
  process.exitCode = 1;
}
