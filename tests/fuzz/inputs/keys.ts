import fc from "fast-check";
import { hostileText } from "./hostile-text.ts";

const ESCAPE = "\u001b";
const CTRL_Z = "\u001a";

const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(index + 1));
const LEAVING = ["\u0003", "\u0004"];

/** Control sequences of keys, paste and mouse, some of them incomplete. */
const SEQUENCES = [
  ..."ABCDFH",
  ..."12345678".split("").map((number) => `${number}~`),
  "1;5C",
  "1;5D",
  "1;2A",
  "Z",
  "200~A\r200~",
  "201~",
  "M !!",
  "<0;10;10M",
  "0;0R",
  "?1;2c",
  "[A",
  "",
  "1",
  "1;",
  "999999999999D",
].map((sequence) => `${ESCAPE}[${sequence}`);

const move = fc.constantFrom(..."ABCDEFG1234567").map((key) => `${key}\r`);
const text = fc
  .tuple(hostileText, fc.constantFrom("\r", "\r", "\n", "", "\r\r"))
  .map(([text, end]) => text + end);
const control = fc.constantFrom(...letters.filter((letter) => !LEAVING.includes(letter)), "\u007f", "\u0000");
const sequence = fc.constantFrom(
  ...SEQUENCES,
  `${ESCAPE}OA`,
  `${ESCAPE}OP`,
  ESCAPE,
  `${ESCAPE}b`,
  `${ESCAPE}d`,
);
const answer = fc.constantFrom("y\r", "n\r", "?\r", "q", "\r", " ");

/**
 * Anything that can be typed or pasted at a terminal, in chunks. Without Ctrl-Z, which would stop the process of the
 * test.
 */
export const keys: fc.Arbitrary<readonly Buffer[]> = fc
  .array(
    fc.oneof(
      { weight: 60, arbitrary: move },
      { weight: 30, arbitrary: text },
      { weight: 20, arbitrary: control },
      { weight: 20, arbitrary: sequence },
      { weight: 10, arbitrary: answer },
      { weight: 1, arbitrary: fc.constantFrom(...LEAVING, "q\r") },
      { weight: 5, arbitrary: fc.uint8Array({ maxLength: 12 }) },
    ),
    { maxLength: 100, size: "max" },
  )
  .map((pieces) => pieces.map((piece) => Buffer.from(piece).filter((byte) => byte !== CTRL_Z.charCodeAt(0))))
  .map((pieces) => pieces.map((piece) => Buffer.from(piece)));

/**
 * Keys that are safe at a pseudo-terminal: none stops the output, sends a signal or leaves the program, and none is
 * echoed as it is before the program sets the terminal's mode.
 */
export const harmlessKeys: fc.Arbitrary<readonly string[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: move },
    { weight: 2, arbitrary: fc.string().map((text) => `${text.replace(/[nq]/gi, "")}\r`) },
    { weight: 2, arbitrary: control.filter((key) => !"\u0000\u000f\u0011\u0013\u0016\u001a".includes(key)) },
    { weight: 2, arbitrary: sequence },
  ),
  { minLength: 5, maxLength: 60, size: "max" },
);
