/** Registers how to undo the step that has just been done. */
export type Undo = (step: () => void) => void;

/** Signals of Ctrl-C, of a time-out, of a window that closes. */
const INTERRUPTIONS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does work in steps. If a step fails, the steps before it are undone, the last one first. A signal such as Ctrl-C
 * may end a program that a step has started, so that this step fails; it does not end this program.
 *
 * @param sentenceOf makes a sentence of an error.
 * @param rest says where to find what could not be undone.
 * @throws Error that says why it failed, and whether everything was undone.
 */
export function allOrNothing<Result>(
  work: (undo: Undo) => Result,
  sentenceOf: (error: unknown) => string,
  rest: string,
): Result {
  const steps: (() => void)[] = [];
  const goOn = () => {};
  for (const signal of INTERRUPTIONS) process.on(signal, goOn);
  try {
    return work((step) => steps.unshift(step));
  } catch (error) {
    const failures = steps.filter((step) => !succeeds(step));
    const outcome =
      failures.length === 0 ? "Nothing was changed" : `Not everything could be put back (${rest})`;
    throw new Error(`${outcome}: ${sentenceOf(error)}`, { cause: error });
  } finally {
    for (const signal of INTERRUPTIONS) process.off(signal, goOn);
  }
}

function succeeds(step: () => void): boolean {
  try {
    step();
    return true;
  } catch {
    return false;
  }
}
