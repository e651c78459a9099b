import { describe, expect, it } from "vitest";
import { explainFailure } from "../../workshop/attendee/explanation.ts";

describe("the explanation of a failure", () => {
  const explain = (message: string, expected?: string, actual?: string) =>
    explainFailure({ name: "AssertionError", message, expected, actual });

  it.each([
    [
      "an error where there should be none",
      "expected [Function] to not throw an error but 'E: it\\'s no\\nway' was thrown",
      "undefined",
      '"E: no\nway"',
      ["But       E: it's no", "          way"],
    ],
    [
      "a promise that was rejected",
      'promise rejected "E: no" instead of resolving',
      undefined,
      undefined,
      ["But       E: no"],
    ],
    [
      "a promise that was not",
      'promise resolved "1" instead of rejecting',
      "Error {}",
      "1",
      ['But       promise resolved "1" instead of rejecting'],
    ],
    [
      "no error where there should be one",
      "expected function to throw an error, but it didn't",
      undefined,
      undefined,
      ["But       no error was thrown"],
    ],
    [
      "no error where there should be a sentence",
      "expected [Function] to throw an error",
      "null",
      "undefined",
      ["But       no error was thrown"],
    ],
    [
      "two strings",
      "expected 'Ann' to be 'Bob' // Object.is equality",
      "Bob",
      "Ann",
      ['Expected  "Bob"', 'But was   "Ann"'],
    ],
    [
      "a string, and none",
      "expected undefined to be 'Bob' // Object.is equality",
      '"Bob"',
      "undefined",
      ['Expected  "Bob"', "But was   undefined"],
    ],
    [
      "none, and a string",
      "expected 'Ann' to be undefined",
      "undefined",
      '"Ann"',
      ["Expected  undefined", 'But was   "Ann"'],
    ],
    ["two numbers", "expected 1 to be 2 // Object.is equality", "2", "1", ["Expected  2", "But was   1"]],
    [
      "another error",
      "expected error to be instance of F",
      "[Function F]",
      'E {\n  "message": "no",\n}',
      ["Expected  F", "But was   E: no"],
    ],
    [
      "another error with more in it",
      "expected error to be instance of F",
      "[Function F]",
      'E {\n  "message": "no",\n  "step": "1"\n}',
      ["Expected  F", "But was   E: no"],
    ],
    [
      "another sentence",
      "expected [Function] to throw error including 'a' but got 'b'",
      "a",
      "b",
      ['Expected  "a"', 'But was   "b"'],
    ],
  ])("%s", (_, message, expected, actual, lines) => {
    expect(explain(message, expected, actual)).toEqual(lines);
  });
});
