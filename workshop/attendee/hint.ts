import { chosenStep } from "./chosen-step.ts";
import { nextHint } from "./next-hint.ts";
import { endWith, endWithReader, orComplain, ROOT, readProject } from "./project.ts";

endWithReader();
const { manifest, exercise, branch } = orComplain(() => readProject(ROOT));
const number = await orComplain(() => chosenStep(ROOT, manifest, exercise, process.argv[2]));
console.log(
  number === undefined ? "All steps are done: there is nothing to hint at." : nextHint(ROOT, branch, number),
);
endWith(0);
