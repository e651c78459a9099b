import type { Failure } from "./results.ts";

/** @returns lines with what was expected and what happened. */
export function explainFailure({ name, message, expected, actual, place }: Failure): string[] {
  if (name !== "AssertionError") {
    return [...labelled("But", `${name}: ${message}`), ...(place ? labelled("At", place) : [])];
  }
  const error = errorIn(message);
  if (error !== undefined) return labelled("But", error);
  const wanted = /^expected error to be instance of (\w+)/.exec(message)?.[1];
  if (wanted !== undefined) return [...labelled("Expected", wanted), ...labelled("But was", thrown(actual))];
  if (/^expected (function|\[Function.*\]) to throw an error(, but it didn't)?$/.test(message)) {
    return labelled("But", "no error was thrown");
  }
  if (expected === undefined || actual === undefined || message.startsWith("promise resolved")) {
    return labelled("But", message);
  }
  const show = areTwoStrings(message, actual) ? (text: string) => `"${text}"` : inFewLines;
  return [...labelled("Expected", show(expected)), ...labelled("But was", show(actual))];
}

/** Checks for two strings, which the test runner prints without quotes; next to another value it quotes a string. */
function areTwoStrings(message: string, actual: string): boolean {
  return /^expected '|to throw error including '/.test(message) && !/^".*"$/s.test(actual);
}

/** Puts a label beside the first line of a text, and indents the others. */
export function labelled(label: string, text: string): string[] {
  return text.split("\n").map((line, index) => `${(index === 0 ? label : "").padEnd(9)} ${line}`);
}

/** @returns the error that was thrown although the test expected none; undefined for other failures. */
function errorIn(message: string): string | undefined {
  const [, thrown, rejected] =
    /^expected .* to not throw an error but '(.*)' was thrown$|^promise rejected "(.*)" instead of resolving$/s.exec(
      message,
    ) ?? [];
  return (thrown ?? rejected)?.replace(/\\(.)/g, (_, letter: string) => (letter === "n" ? "\n" : letter));
}

/** @param printed an error as the test runner prints it: `RangeError { "message": "…" }`. */
function thrown(printed = ""): string {
  const [, name, message] = /^(\w+) \{\s*"message": "(.*?)",?\s*[}"]/s.exec(printed) ?? [];
  return name === undefined ? inFewLines(printed) : `${name}: ${message}`;
}

/** Joins the lines within a pair of braces or brackets, so that an event is on one line. */
function inFewLines(text: string): string {
  return text
    .replace(/[[{]\n[^[\]{}]*[\]}]/g, (inner) =>
      inner.replace(/,?\n\s*/g, (_, at: number) => (at === 1 ? " " : ", ")),
    )
    .replace(/, ([\]}])/g, " $1");
}
