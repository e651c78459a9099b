import { styleText } from "node:util";
import { chosenStep } from "./chosen-step.ts";
import { difference } from "./difference.ts";
import { endWith, endWithReader, orComplain, ROOT, readProject, readStates, readText } from "./project.ts";

endWithReader();
const { manifest, exercise } = orComplain(() => readProject(ROOT));
const colors = !process.env.NO_COLOR && process.stdout.isTTY && process.stdout.hasColors();

/** Prints how the attendee's sources differ from those after the step. */
function showSolution(number: string): void {
  const states = orComplain(() => readStates(ROOT));
  const solution = states.get(number) ?? new Map<string, string>();
  const sources = [...solution].filter(([path]) => path.startsWith("src/"));
  const different = sources.filter(([path, text]) => readText(ROOT, path) !== text);
  console.log(
    different.length === 0
      ? `Your files are just what they are after step ${number}.`
      : `From your files to those after step ${number}; nothing is changed.`,
  );
  for (const [path, text] of different) {
    console.log(`\n${path}`);
    for (const line of difference(readText(ROOT, path), text)) console.log(colored(line));
  }
}

function colored(line: string): string {
  if (!colors || !/^[-+]/.test(line)) return line;
  return styleText(line.startsWith("+") ? "green" : "red", line, { validateStream: false });
}

const number = await orComplain(() => chosenStep(ROOT, manifest, exercise, process.argv[2]));
if (number === undefined) console.log("All steps are done: there is nothing left to solve.");
else showSolution(number);
endWith(0);
