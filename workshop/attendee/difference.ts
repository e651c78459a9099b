/** Number of lines to show before and after a change. */
const CONTEXT = 3;

interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/**
 * Compares two texts, as a unified diff does, without its headings.
 *
 * @returns the lines, each with " ", "-" or "+" in front; none if the texts are equal.
 */
export function difference(before: string, after: string): string[] {
  const lines = compare(before.split("\n"), after.split("\n"));
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== " "),
  );
  return lines.flatMap(({ sign, text }, index) => {
    if (near[index]) return [`${sign} ${text}`.trimEnd()];
    return near[index - 1] || (index === 0 && near.includes(true)) ? ["  …"] : [];
  });
}

/** Uses the longest common subsequence, which is fast enough for small files. */
function compare(before: readonly string[], after: readonly string[]): Line[] {
  const common = lengthsOfCommonRests(before, after);
  const lines: Line[] = [];
  let [one, other] = [0, 0];
  while (one < before.length || other < after.length) {
    const [text, next] = [before[one], after[other]];
    if (text !== undefined && text === next) {
      lines.push({ sign: " ", text });
      one++;
      other++;
    } else if (
      next === undefined ||
      (text !== undefined && at(common, one + 1, other) >= at(common, one, other + 1))
    ) {
      lines.push({ sign: "-", text: text ?? "" });
      one++;
    } else {
      lines.push({ sign: "+", text: next });
      other++;
    }
  }
  return lines;
}

/** @returns for each pair of line numbers the length of the longest common subsequence of the lines from there on. */
function lengthsOfCommonRests(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let one = before.length - 1; one >= 0; one--) {
    for (let other = after.length - 1; other >= 0; other--) {
      const row = lengths[one] as number[];
      row[other] =
        before[one] === after[other]
          ? at(lengths, one + 1, other + 1) + 1
          : Math.max(at(lengths, one + 1, other), at(lengths, one, other + 1));
    }
  }
  return lengths;
}

function at(lengths: readonly (readonly number[])[], one: number, other: number): number {
  return lengths[one]?.[other] ?? 0;
}
