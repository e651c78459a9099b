/**
 * Prints a line if a test, or a part of one, cannot run on this computer.
 *
 * @param here whether it can run.
 * @param what the test or the part, as words for the line.
 * @param reason why it cannot run here.
 * @returns `here`.
 */
export function runsHere(here: boolean, what: string, reason: string): boolean {
  if (!here) console.warn(`Not tested here: ${what}, since ${reason}.`);
  return here;
}

/** Checks whether this platform has signals: on Windows, `kill` ends a process without a signal. */
export const hasSignals = () =>
  runsHere(process.platform !== "win32", "how a program ends by a signal", "Windows has none");
