import { expect } from "vitest";
import { usage } from "../../src/cli/usage.ts";
import type { Transcript } from "../cli/transcript.ts";

const USAGE = await usage();

const UNSAFE = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;

const ESCAPE = "\u001b";

/** What readline and the CLI tell a terminal: where the cursor goes, what is erased, and the colours. */
const OF_A_TERMINAL = new RegExp(`${ESCAPE}\\[[\\d;]*[ABCDGHJKm]|\r`, "g");

/** Lines of a stack trace, of Node's own complaints, and of its warnings. */
const BOWELS = /^ +at .*[:(]\d+|node:internal|^Node\.js v|^\(node:\d+\)/m;

/**
 * Nothing but text, in UTF-8; at a terminal also what moves the cursor, erases and colours.
 *
 * @param isCut whether it may have ended in the middle of a character, because the program was killed.
 */
export function expectSafe(transcript: Transcript, { atTerminal = false, isCut = false } = {}): void {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const text = decoder.decode(transcript.bytes, { stream: isCut });
  const rest = atTerminal ? text.replace(OF_A_TERMINAL, "") : text;
  expect(rest).not.toMatch(UNSAFE);
  expect(rest).not.toMatch(BOWELS);
}

/** One sentence; and below it, indented, what there is to choose from. */
const COMPLAINT = /^[^\n]+\.\n( {2}[^\n]+\n)*$/;
const REBUILT = /^Rebuilt from [\d,]+ events\.\n/;

/** Where each exit code is due, the error stream says just what belongs to it. */
export function expectSaidFor(code: number | null, errors: string): void {
  if (code === 2) {
    expect(errors.endsWith(`\n\n${USAGE}\n`), errors).toBe(true);
    expect(errors.slice(0, -USAGE.length - 2)).toMatch(COMPLAINT);
  } else {
    expect(code).toBeOneOf([0, 1]);
    expect(errors.replace(REBUILT, "")).toMatch(code === 0 ? /^$/ : COMPLAINT);
  }
}
