import { printable } from "./printable.ts";

/**
 * Code points that take two cells of a terminal: those that Unicode's EastAsianWidth.txt calls Wide or Fullwidth, by
 * their blocks. JavaScript's regular expressions know many of Unicode's properties, but not this one.
 */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;

/** An emoji that is one of itself, or that U+FE0F makes one; flags and sequences are single graphemes. */
const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Regional_Indicator}{2}/u;

/** Marks that sit on another character, and characters that take no ink, standing by themselves. */
const INVISIBLE = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]*$/u;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** @returns how many cells of a terminal the text takes. */
export function widthOf(text: string): number {
  return cellsOf(text).reduce((sum, { width }) => sum + width, 0);
}

/** @returns the text, safe to print, filled up with spaces or cut short with "…" to exactly `width` cells. */
export function fill(text: string, width: number, align: "left" | "right" = "left"): string {
  const whole = printable(text);
  const shown = widthOf(whole) <= width ? whole : `${start(whole, width - 1)}…`;
  const space = " ".repeat(Math.max(0, width - widthOf(shown)));
  return align === "left" ? shown + space : space + shown;
}

/** @returns the text, safe to print, in lines of at most `width` cells, broken at spaces where that can be. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of printable(text).split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf(line) + 1 + widthOf(word) <= width)
      lines.push(`${lines.pop()} ${word}`);
    else lines.push(...pieces(word, width));
  }
  return lines;
}

function pieces(word: string, width: number): string[] {
  const first = start(word, width);
  return first === "" || first === word ? [word] : [first, ...pieces(word.slice(first.length), width)];
}

/** @returns as many whole characters from the start as go into `width` cells. */
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

function cellsOf(text: string): { grapheme: string; width: number }[] {
  return [...graphemes.segment(text)].map(({ segment }) => ({ grapheme: segment, width: cells(segment) }));
}

function cells(grapheme: string): 0 | 1 | 2 {
  if (INVISIBLE.test(grapheme)) return 0;
  return WIDE.test(grapheme) || EMOJI.test(grapheme) ? 2 : 1;
}
