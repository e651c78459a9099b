/** Control characters, line and paragraph separators, half surrogate pairs, and what reverses the text around it. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/gu;

/** @returns the text with � in place of every character that could make a terminal do something. */
export function printable(text: string): string {
  return text.replace(UNSAFE, "\ufffd");
}

/** @returns the value as JSON on one line, in which every such character is written as an escape. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** @returns what somebody has typed, in quotation marks and cut short, to be shown back to them. */
export function quoted(text: string): string {
  const characters = [...text];
  return `"${characters.length > 20 ? `${characters.slice(0, 20).join("")}…` : text}"`;
}
