/** The section of a text about one step. */
interface Section {
  /** Such as "1.3". */
  readonly number: string;
  /** The whole heading, without the number signs. */
  readonly heading: string;
  /** From a nudge to nearly the answer. */
  readonly hints: readonly string[];
}

/** The beginning of the heading of a step's hints at the end of a text; the number of the step follows. */
export const HINTS_FOR = "### Hints for ";

/** @returns the sections of an exercise's README whose heading begins with the number of a step. */
export function sectionsOf(markdown: string): Section[] {
  const below = markdown.split(HINTS_FOR).slice(1);
  const hintsBelow = (number: string) =>
    below.filter((text) => text.startsWith(`${number}\n`)).flatMap(hintsIn);
  return markdown
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [heading = "", ...lines] = section.split("\n");
      const number = /^\d+\.\d+/.exec(heading)?.[0];
      return number
        ? [{ number, heading, hints: [...hintsIn(lines.join("\n")), ...hintsBelow(number)] }]
        : [];
    });
}

function hintsIn(text: string): string[] {
  const hints = text.matchAll(/<details>\s*<summary>[^<]*<\/summary>(.*?)<\/details>/gs);
  return [...hints].map(([, hint = ""]) => hint.trim());
}
