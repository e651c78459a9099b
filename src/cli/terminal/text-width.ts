import stringWidth from "string-width";
import { printable } from "./printable.ts";

/** Printable ASCII: one cell for each character. Most texts have no other characters. */
const ASCII = /^[ -~]*$/;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * Measures a text.
 *
 * @param limit measuring stops beyond this number of cells.
 * @returns the width in cells of a terminal; for wider texts any number above the limit.
 */
export function widthOf(text: string, limit = Number.POSITIVE_INFINITY): number {
  if (ASCII.test(text)) return text.length;
  let sum = 0;
  for (const { width } of cellsOf(text)) {
    sum += width;
    if (sum > limit) break;
  }
  return sum;
}

/** @returns the text, safe to print, padded with spaces or cut short with "…" to exactly `width` cells. */
export function fill(text: string, width: number, align: "left" | "right" = "left"): string {
  const whole = printable(text);
  const shown = widthOf(whole, width) <= width ? whole : `${start(whole, width - 1)}…`;
  const space = " ".repeat(Math.max(0, width - widthOf(shown)));
  return align === "left" ? shown + space : space + shown;
}

/** @returns the text, safe to print, in lines of at most `width` cells, broken at spaces if possible. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let room = 0;
  for (const word of printable(text).split(" ")) {
    const needed = 1 + widthOf(word, width);
    if (lines.length > 0 && needed <= room) {
      lines.push(`${lines.pop()} ${word}`);
      room -= needed;
    } else {
      for (const piece of pieces(word, width)) lines.push(piece);
      room = width - widthOf(lines.at(-1) ?? "");
    }
  }
  return lines;
}

function* pieces(word: string, width: number): Generator<string> {
  let piece = "";
  let room = width;
  for (const cell of cellsOf(word)) {
    if (cell.width > room && piece !== "") {
      yield piece;
      piece = "";
      room = width;
    }
    piece += cell.grapheme;
    room -= cell.width;
  }
  yield piece;
}

/** @returns the longest beginning of the text that fits into `width` cells. */
function start(text: string, width: number): string {
  let taken = "";
  let room = width;
  for (const cell of cellsOf(text)) {
    room -= cell.width;
    if (room < 0) break;
    taken += cell.grapheme;
  }
  return taken;
}

/** How much text is segmented at once, in UTF-16 code units: V8 copies the whole text for each grapheme. */
const WINDOW = 200;

function* cellsOf(text: string): Generator<{ grapheme: string; width: number }> {
  let size = WINDOW;
  for (let start = 0; start < text.length; ) {
    const end = start + size + (isInsidePair(text, start + size) ? 1 : 0);
    const segments = [...graphemes.segment(text.slice(start, end))];
    if (end < text.length) segments.pop(); // the last grapheme may continue after the window
    for (const { segment } of segments) {
      yield { grapheme: segment, width: stringWidth(segment) };
      start += segment.length;
    }
    size = segments.length === 0 ? size * 2 : WINDOW;
  }
}

/** @returns whether the index is inside a surrogate pair. */
function isInsidePair(text: string, place: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(place - 1, place + 1));
}
