import { fill, widthOf } from "../terminal/text-width.ts";

/** One column of a listing. */
interface ListingColumn {
  readonly heading: string;
  readonly align?: "left" | "right";
  /** May be cut short where the lines would be too long. */
  readonly flexible?: boolean;
}

/** A listing goes into a terminal of 80 columns, and looks the same in a wider one and in a pipe. */
const WIDTH = 80;
const GAP = "  ";
const NARROWEST = 4;

/** @returns the rows below their headings, a line each, safe to print. */
export function drawListing(
  columns: readonly ListingColumn[],
  rows: readonly (readonly string[])[],
): string[] {
  const widths = columns.map(({ heading }, index) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[index] ?? "", WIDTH)), widthOf(heading)),
  );
  const tooLong = () =>
    widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1) > WIDTH;
  for (;;) {
    const widest = indexOfWidest(columns, widths);
    if (widest === undefined || !tooLong()) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  const draw = (row: readonly string[]) =>
    columns
      .map(({ align }, index) => fill(row[index] ?? "", widths[index] ?? 0, align))
      .join(GAP)
      .trimEnd();
  return [draw(columns.map(({ heading }) => heading)), ...rows.map(draw)];
}

/** @returns which of the flexible columns takes the most room, or undefined where none can give any away. */
function indexOfWidest(columns: readonly ListingColumn[], widths: readonly number[]): number | undefined {
  const flexible = [...widths.keys()].filter((index) => columns[index]?.flexible);
  const widest = flexible.sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
  return widest !== undefined && (widths[widest] ?? 0) > NARROWEST ? widest : undefined;
}
