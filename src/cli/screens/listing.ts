import { fill, widthOf } from "../terminal/text-width.ts";

/** One column of a listing. */
interface ListingColumn {
  readonly heading: string;
  readonly align?: "left" | "right";
  /** Whether texts are cut short if the lines would be too long. */
  readonly flexible?: boolean;
}

/** In cells. A listing looks the same in every terminal of at least this width, and in a pipe. */
const WIDTH = 80;
const GAP = "  ";
/** In cells. */
const MIN_COLUMN_WIDTH = 4;

/** @returns the headings and the rows, one line for each, safe to print. */
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

/** @returns the index of the widest flexible column, or undefined if none can become narrower. */
function indexOfWidest(columns: readonly ListingColumn[], widths: readonly number[]): number | undefined {
  const flexible = [...widths.keys()].filter((index) => columns[index]?.flexible);
  const widest = flexible.sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
  return widest !== undefined && (widths[widest] ?? 0) > MIN_COLUMN_WIDTH ? widest : undefined;
}
