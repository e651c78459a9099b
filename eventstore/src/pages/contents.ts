import { isUtf8 } from "node:buffer";
import { type Html, html, htmlOfLines } from "../http/html.ts";

/** Of how many bytes a list shows the content of an event; a page of its own shows them all. */
export const BYTES_IN_A_LIST = 8 * 1024;

const BYTES_IN_A_LINE = 16;

/** The data or the metadata of an event as a person reads them: JSON in lines, other text as it is, other bytes in hexadecimal. */
export function contentsOf(bytes: Uint8Array, most: number): Html {
  if (bytes.length === 0) return html`<p class="none">none</p>`;
  const isCut = bytes.length > most;
  const text = textOf(isCut ? bytes.subarray(0, most) : bytes);
  const shown = text === undefined ? dumpOf(bytes.subarray(0, most)) : isCut ? text : inLines(text);
  return html`<pre tabindex="0">${htmlOfLines(shown)}</pre>${
    isCut &&
    html`<p class="cut">The first ${most.toLocaleString("en")} of ${bytes.length.toLocaleString("en")} bytes.</p>`
  }`;
}

/** The beginning of the data on one line. */
export function glimpseOf(bytes: Uint8Array, most = 160): string {
  const text = textOf(bytes.subarray(0, most));
  if (text === undefined) return `${bytes.length.toLocaleString("en")} bytes`;
  return bytes.length > most ? `${text}…` : text;
}

/** Undefined for bytes that are no text. A character that is cut in the middle is left out. */
function textOf(bytes: Uint8Array): string | undefined {
  for (let end = bytes.length; end > Math.max(0, bytes.length - 4); end -= 1) {
    const whole = bytes.subarray(0, end);
    if (isUtf8(whole)) return Buffer.from(whole).toString("utf8");
  }
  return bytes.length === 0 ? "" : undefined;
}

/** JSON in lines; other text, and JSON that would not come back as it is stored, such as that of large numbers, as it is. */
function inLines(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? JSON.stringify(value, undefined, 2) : text;
  } catch {
    return text;
  }
}

function dumpOf(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let begin = 0; begin < bytes.length; begin += BYTES_IN_A_LINE) {
    const line = Buffer.from(bytes.subarray(begin, begin + BYTES_IN_A_LINE));
    const pairs = line
      .toString("hex")
      .replace(/..(?=.)/g, "$& ")
      .padEnd(3 * BYTES_IN_A_LINE);
    const letters = line.toString("latin1").replace(/[^ -~]/g, ".");
    lines.push(`${begin.toString(16).padStart(6, "0")}  ${pairs}  ${letters}`);
  }
  return lines.join("\n");
}
