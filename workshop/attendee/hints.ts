/** What a text says about one step. */
interface Section {
  /** Such as "1.3". */
  readonly number: string;
  /** The whole heading, without the number signs. */
  readonly heading: string;
  /** From a nudge to nearly the answer. */
  readonly hints: readonly string[];
}

/** @returns the sections of an exercise's README that are about a step: those whose heading begins with its number. */
export function sectionsOf(markdown: string): Section[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [heading = "", ...lines] = section.split("\n");
      const number = /^\d+\.\d+/.exec(heading)?.[0];
      return number ? [{ number, heading, hints: hintsIn(lines.join("\n")) }] : [];
    });
}

function hintsIn(text: string): string[] {
  const hints = text.matchAll(/<details>\s*<summary>[^<]*<\/summary>(.*?)<\/details>/gs);
  return [...hints].map(([, hint = ""]) => hint.trim());
}
