import { HINTS_FOR } from "./attendee/hints.ts";

const HINT = /<details>.*?<\/details>\n*/gs;

/**
 * Moves the hints of each step to the end of the text. A rendered page folds them, but an editor would show them next
 * to the question.
 *
 * @param markdown the README of an exercise, with the hints of a step in its section.
 */
export function withHintsBelow(markdown: string): string {
  const hints: string[] = [];
  const text = markdown.replace(/^## (\d+\.\d+) .*?(?=^## )/gms, (section, number: string) => {
    const found = section.match(HINT);
    if (!found) return section;
    hints.push(`${HINTS_FOR}${number}\n\n${found.join("").trimEnd()}\n`);
    return section.replace(HINT, "");
  });
  const heading =
    "## Hints\n\nBelow are the answers, nearly. `npm run hint` gives one at a time, for the step that you are at.\n";
  return hints.length === 0 ? text : `${text.trimEnd()}\n\n${[heading, ...hints].join("\n")}`;
}
