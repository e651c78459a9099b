import fc from "fast-check";

const ESCAPE = "\u001b";

/** Texts that have caused faults in programs before. */
const NASTY: readonly string[] = [
  "",
  " ",
  "\t",
  "\u200b",
  "\u00a0",
  "\r",
  "?",
  "q",
  "Q ",
  "y",
  "--",
  "-",
  "--help",
  "__proto__",
  "constructor",
  "toString",
  "NaN",
  "1e309",
  "-0",
  "0x41",
  "%s%n%c",
  "$(reboot)",
  "';--",
  "\\",
  "..",
  "A\u0301",
  "ſ",
  "İ",
  "ß",
  "Ａ",
  "\ufeffA",
  "A\u200b",
  "🏳️‍🌈",
  "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
  "\u0300".repeat(500),
  "﷽",
  "Ann (X) moves: ",
  "Player two: ",
  "Game 00000000-0000-4000-8000-000000000000",
  " A  B  C  D  E  F  G",
  "Resume with: rm -rf .",
  `${ESCAPE}[2J`,
  `${ESCAPE}[31mA`,
  `${ESCAPE}]0;pwned\u0007`,
  `${ESCAPE}P1;2|x${ESCAPE}\\`,
  `${ESCAPE}c`,
  "\u009b31m",
  "\u0007",
  "\b\b\b",
  "\u202eA",
  "\u2066A",
  "A\u2028B",
  "A\u2029B",
  "A\u0085B",
  "\u0000",
  "A\u0000B",
  "\ud800",
  "A\udfff",
  "\ufffe\uffff",
];

const controls = fc.string({
  unit: fc.integer({ min: 0, max: 0x9f }).map((code) => String.fromCharCode(code)),
});

/** Very long texts, as pasted by mistake. */
const long = fc
  .tuple(fc.constantFrom("x", "ä", "李", "👩‍👩‍👧", "\u0301", " ", "A "), fc.integer({ min: 41, max: 10_000 }))
  .map(([piece, times]) => piece.repeat(times));

/** Any text, with lone surrogates and NUL. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 4, arbitrary: fc.string() },
  { weight: 4, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme" }) },
  { weight: 3, arbitrary: controls },
  { weight: 1, arbitrary: long },
);

/** Any text that can be a word of a command line, or part of a file name: without NUL and lone surrogates. */
export const hostileWord: fc.Arbitrary<string> = hostileText.map((text) => text.replace(/\0|\p{Cs}/gu, ""));
