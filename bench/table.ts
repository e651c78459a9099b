import { type Comparison, median, type Outcome, type Performance, percentile } from "./comparison.ts";

/** A line of the table, cell by cell. */
export type Row = readonly string[];

const HEADINGS: Row = ["what", "ours", "beside it", "ratio", "spread", "target"];

/** Returns the row of a comparison: both rates, and the ratio of ours to the peer's. */
export function rowOf({ what, unit, ours, peer, target }: Comparison, outcome: Outcome): Row {
  const rate = ({ rates }: Performance) => `${rounded(median(rates))} ${unit}/s`;
  return [
    what,
    `${ours.name} ${rate(outcome.ours)}`,
    `${peer.name} ${rate(outcome.peer)}`,
    ...ratioCells(outcome.ratios, target),
  ];
}

/** Returns the row of the durations of single pieces of work; its ratio is the peer's median divided by ours. */
export function latencyRowOf(what: string, { ours, peer }: Comparison, outcome: Outcome): Row {
  return [
    what,
    `${ours.name} ${latenciesOf(outcome.ours.durations)}`,
    `${peer.name} ${latenciesOf(outcome.peer.durations)}`,
    (median(outcome.peer.durations) / median(outcome.ours.durations)).toFixed(2),
    "",
    "",
  ];
}

/** @param durations in milliseconds */
export function latenciesOf(durations: readonly number[]): string {
  const milliseconds = [0.5, 0.95, 0.99].map((share) => percentile(durations, share).toFixed(2));
  return `${milliseconds.join(" / ")} ms`;
}

export function ratioCells(ratios: readonly number[], target: number | undefined): Row {
  const ratio = median(ratios);
  return [
    ratio.toFixed(2),
    `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`,
    target === undefined ? "" : `≥ ${target} ${ratio >= target ? "holds" : "missed"}`,
  ];
}

/** Rounds to three significant digits; measurements on a busy machine are not more exact. */
export function rounded(rate: number): string {
  return Number(rate.toPrecision(3)).toLocaleString("en");
}

/** Returns the table as Markdown, with aligned columns. */
export function tableOf(rows: readonly Row[]): string {
  const all = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (cells: Row, filler: string) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width, filler)).join(" | ")} |`;
  return [line(HEADINGS, " "), line([], "-"), ...rows.map((row) => line(row, " "))].join("\n");
}
