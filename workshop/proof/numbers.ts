import type { Exercise } from "../attendee/manifest.ts";
import type { Files } from "../attendee/pack.ts";

const TEXTS = "workshop/exercises";
const SLIDES = "workshop/slides.md";
/** The exercises of an afternoon, whose lines the slides count. */
const AFTERNOON = 3;
/** Matches the files that attendees write. */
const WRITTEN = /^src\/(domain|persistence\/(event-mapping|game-repository))/;

/**
 * Counts the lines that an attendee writes: those of the solution that are not in the start, without comments.
 *
 * @param branches the files of each branch, by its name.
 */
function linesWritten({ branch, solutionBranch }: Exercise, branches: ReadonlyMap<string, Files>): number {
  const start = branches.get(branch);
  const solution = [...(branches.get(solutionBranch) ?? [])].filter(([path]) => WRITTEN.test(path));
  return solution.reduce((sum, [path, text]) => sum + added(start?.get(path) ?? "", text), 0);
}

/** @returns a sentence for each text with a wrong number of lines. */
export function objectionsToNumbers(
  main: Files,
  exercises: readonly Exercise[],
  branches: ReadonlyMap<string, Files>,
): string[] {
  const counts = exercises.slice(0, AFTERNOON).map((exercise) => linesWritten(exercise, branches));
  const first = exercises[0];
  return [
    ...(first ? objectionTo(main, `${TEXTS}/${first.folder}/README.md`, counts[0] ?? 0) : []),
    ...objectionTo(
      main,
      SLIDES,
      counts.reduce((sum, count) => sum + count, 0),
    ),
  ];
}

function objectionTo(main: Files, path: string, lines: number): string[] {
  return main.get(path)?.includes(` ${lines} lines`) ? [] : [`${path} should say: ${lines} lines`];
}

function added(before: string, after: string): number {
  const known = before.split("\n");
  return after.split("\n").filter((line) => {
    const at = known.indexOf(line);
    if (at >= 0) known.splice(at, 1);
    return at < 0 && line.trim() !== "" && !/^\s*(?:\/\/|\/?\*)/.test(line);
  }).length;
}
