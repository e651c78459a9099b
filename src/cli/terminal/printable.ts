import { UNSAFE_CHARACTERS } from "../../domain/player-name.ts";

/** @returns the text with � in place of every unsafe character. */
export function printable(text: string): string {
  return text.replace(UNSAFE_CHARACTERS, "\ufffd");
}

/** @returns the value as JSON on one line, with every unsafe character escaped. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(
    UNSAFE_CHARACTERS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** @returns text that a user has typed, in quotation marks, cut to 20 characters. */
export function quoted(text: string): string {
  const characters = [...text];
  return `"${characters.length > 20 ? `${characters.slice(0, 20).join("")}…` : text}"`;
}
