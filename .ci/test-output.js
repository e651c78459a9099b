/**
 * @param {string} output what Vitest has printed, with a line such as `Tests  1 failed | 40 passed | 2 skipped (43)`
 * @returns {{ passed: number, failed: number }} 0 for a number that is not in the line
 */
export function numberOfTests(output) {
  const [line = ""] = /^ *Tests .*$/m.exec(output) ?? [];
  return {
    passed: Number(/(\d+) passed/.exec(line)?.[1] ?? 0),
    failed: Number(/(\d+) failed/.exec(line)?.[1] ?? 0),
  };
}

/**
 * @param {string} output what a command has printed
 * @returns {string[]} the lines in which Node warns of deprecated functions
 */
export function deprecationsIn(output) {
  return output.split("\n").filter((line) => /\bDeprecationWarning\b|\[DEP\d+\]/.test(line));
}
