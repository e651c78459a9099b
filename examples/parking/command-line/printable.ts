/** Control characters, other than the end of a line, and those that change the direction of the text around them. */
const UNSAFE_CHARACTERS = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** @returns the text with � in place of every character that could change the terminal. */
export function printable(text: string): string {
  return text.replace(UNSAFE_CHARACTERS, (character) => (character === "\n" ? character : "\ufffd"));
}

/** @returns whether `printable` would change the text, or it has more than one line. */
export function isUnprintable(text: string): boolean {
  return text.search(UNSAFE_CHARACTERS) >= 0;
}

/** @returns one line for each field, with the values below each other. */
export function details(fields: Readonly<Record<string, string | number>>): string {
  const width = Math.max(...Object.keys(fields).map((name) => name.length)) + 2;
  return Object.entries(fields)
    .map(([name, value]) => `${`${name}:`.padEnd(width)}${value}`)
    .join("\n");
}

/** @returns a line of headings, and one for each row, with the values below each other. */
export function table(headings: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [headings, ...rows].map((row) => row.map(String));
  const widths = headings.map((_, column) => Math.max(...lines.map((row) => row[column]?.length ?? 0)));
  return lines
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
