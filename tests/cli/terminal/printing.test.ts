import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { printable, printableJson, quoted } from "../../../src/cli/terminal/printable.ts";
import { testTerminal } from "../support/test-terminal.ts";

vi.setConfig({ testTimeout: 30_000 }); // The test has many texts, and the machine may be busy.

const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

test("printed text cannot control a terminal, and safe text is not changed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(printable(text)).not.toMatch(unsafe);
      expect([...printable(text)].length).toBe([...text].length);
      expect(JSON.parse(printableJson({ text }))).toEqual({ text });
      expect(printableJson({ text })).not.toMatch(unsafe);
    }),
  );
  for (const text of ["Åsa Ødegård-O'Neill", "花子", "👩‍👩‍👧", "a [X] |b|"])
    expect(printable(text)).toBe(text);
  expect(printable("\u2028\u2029\u007f\u009b")).toBe("\ufffd".repeat(4));
  expect(printableJson("\u2028\u007f\u202e")).toBe('"\\u2028\\u007f\\u202e"');
  expect(printable("A\u001b[31m\nB\u202e\ud800")).toBe("A\ufffd[31m\ufffdB\ufffd\ufffd");
});

test("a text is printed as one line, also as an error", () => {
  const { terminal, printed, complained } = testTerminal([]);
  terminal.print("Ann\nGame 1\r\u001b[2J");
  terminal.complain("Bob\nGame 2");
  expect([printed(), complained()]).toEqual(["Ann\ufffdGame 1\ufffd\ufffd[2J\n", "Bob\ufffdGame 2\n"]);
});

test("a question is one line, too", async () => {
  const { terminal, printed } = testTerminal(["D"]);
  expect(await terminal.ask("Ann\n\u001b[2J moves: ")).toBe("D");
  terminal.close();
  expect(printed()).toBe("Ann\ufffd\ufffd[2J moves: D\n");
});

test("typed text is repeated in quotation marks, and shortened", () => {
  expect(quoted("H")).toBe('"H"');
  expect(quoted("x".repeat(20))).toBe(`"${"x".repeat(20)}"`);
  expect(quoted("🐳".repeat(21))).toBe(`"${"🐳".repeat(20)}…"`);
});
