import { expect } from "vitest";
import { HELP } from "../../../src/cli/usage.ts";
import type { Transcript } from "../../cli/support/transcript.ts";

const UNSAFE = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;

const ESCAPE = "\u001b";

/** Control sequences that readline and the CLI use: cursor, erasing and colours. */
const OF_A_TERMINAL = new RegExp(`${ESCAPE}\\[[\\d;]*[ABCDGHJKm]|\r`, "g");

/** Lines of a stack trace, and of errors and warnings of Node itself. */
const NODE_INTERNALS = /^ +at .*[:(]\d+|node:internal|^Node\.js v|^\(node:\d+\)/m;

/**
 * Expects only safe text in UTF-8; at a terminal also sequences for cursor, erasing and colours.
 *
 * @param isCut whether the output may end within a character, because the program was killed.
 */
export function expectSafe(transcript: Transcript, { atTerminal = false, isCut = false } = {}): void {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const text = decoder.decode(transcript.bytes, { stream: isCut });
  const rest = atTerminal ? text.replace(OF_A_TERMINAL, "") : text;
  expect(rest).not.toMatch(UNSAFE);
  expect(rest).not.toMatch(NODE_INTERNALS);
}

/** One sentence; below it, indented, a list of choices. */
const COMPLAINT = /^[^\n]+\.\n( {2}[^\n]+\n)*$/;
/** What `announce` says on the error stream before it begins, since its output is for programs. */
const STORE_OF_ANNOUNCE = /^Events: [^\n]+\n/;
const REBUILT = /^Rebuilt from [\d,]+ events\.\n/;

/** Expects the text on the error stream that belongs to this exit code, and no other. */
export function expectSaidFor(code: number | null, errors: string): void {
  if (code === 2) {
    expect(errors.endsWith(`\n${HELP}\n`), errors).toBe(true);
    expect(errors.slice(0, -HELP.length - 1)).toMatch(COMPLAINT);
  } else {
    expect(code).toBeOneOf([0, 1]);
    const said = errors.replace(REBUILT, "");
    if (code === 0) expect(said).toBe("");
    else expect(said.replace(STORE_OF_ANNOUNCE, "")).toMatch(COMPLAINT);
  }
}
