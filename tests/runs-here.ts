/**
 * Says so where a test, or a part of one, cannot be run on this computer.
 *
 * @param here whether it can.
 * @param what is left out otherwise.
 * @param reason why.
 * @returns whether it is run.
 */
export function runsHere(here: boolean, what: string, reason: string): boolean {
  if (!here) console.warn(`Not tested here: ${what}, since ${reason}.`);
  return here;
}

/** Whether a program can be asked to end: on Windows, `kill` ends it without asking. */
export const hasSignals = () =>
  runsHere(process.platform !== "win32", "how a program ends by a signal", "Windows has none");
