import { expect, test } from "vitest";
import { compilePattern } from "../../src/protocol/pattern.ts";

test.each([
  ["^game-", "game-1", "a-game-1"],
  ["^[^$].*", "game-1", "$metadata"],
  ["^(game|name)-[0-9a-f]+-?x*$", "name-0f-xx", "name-0g"],
  ["x$", `${"a".repeat(2000)}x`, "a".repeat(2000)],
])("%j matches some texts and not others", (source, some, other) => {
  const matches = compilePattern(source);
  expect([matches(some), matches(other), matches(some)]).toEqual([true, false, true]);
});

test.each([
  ["what repeats itself within itself", "^(a+)+$", `${"a".repeat(40)}!`],
  ["a single repetition, in a text of great length", "a+$", `${"a".repeat(500_000)}!`],
])("%s is ended", (_, source, text) => {
  expect(() => compilePattern(source)(text)).toThrow(`'${source}' takes too long`);
});
