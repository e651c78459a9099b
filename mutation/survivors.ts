import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import type { Stryker } from "@stryker-mutator/core";

export type Mutant = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

/**
 * Compares the surviving mutants with the document that gives reasons for them. In the document, each mutated line is
 * a "+" line of a diff block, below a heading with the name of the file.
 *
 * @param mutants the mutants of this run; other files of the document are ignored.
 * @returns one sentence for each survivor without a reason, and for each reason whose mutant is killed.
 */
export function faultsOf(mutants: readonly Mutant[], document: string): string[] {
  const linesThat = (...statuses: Mutant["status"][]) =>
    mutants
      .filter(({ status }) => statuses.includes(status))
      .map((mutant) => inFile(nameOf(mutant), lineOf(mutant)));
  const files = mutants.map(nameOf);
  const reasons = reasonsIn(document)
    .filter(([file]) => files.includes(file))
    .map(([file, line]) => inFile(file, line));
  return [
    ...without(linesThat("Survived", "NoCoverage"), reasons).map(
      (line) => `Survives, and nothing says why: ${line}`,
    ),
    // On a busy machine an equivalent mutant may time out.
    ...without(reasons, linesThat("Survived", "NoCoverage", "Timeout")).map(
      (line) => `Is said to survive: ${line}`,
    ),
  ];
}

function reasonsIn(document: string): [file: string, line: string][] {
  const [, ...sections] = document.split(/^### /m);
  return sections.flatMap((section) => {
    const [file = "", ...lines] = section.split(/\r?\n/);
    const altered = lines.filter((line) => line.startsWith("+ "));
    return altered.map((line): [string, string] => [file, line.slice(2)]);
  });
}

function nameOf({ fileName }: Mutant): string {
  return relative(process.cwd(), fileName).split(sep).join("/");
}

/** Returns the source line in which the mutant begins, with the mutation. */
function lineOf({ fileName, location: { start, end }, replacement }: Mutant): string {
  const lines = readFileSync(fileName, "utf8").split(/\r?\n/);
  const before = lines[start.line - 1]?.slice(0, start.column - 1);
  const after = lines[end.line - 1]?.slice(end.column - 1);
  return `${before}${replacement}${after}`;
}

/** Removes white space, because Stryker breaks lines in its own way. */
function inFile(file: string, line: string): string {
  return `${file}: ${line.trim().replace(/\s+/g, " ")}`;
}

/** @returns the lines that are not in the others; a line that occurs twice must be there twice. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const place = left.indexOf(line);
    if (place !== -1) left.splice(place, 1);
    return place === -1;
  });
}
