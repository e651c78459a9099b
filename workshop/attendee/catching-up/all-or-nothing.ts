/** Says how the step that was just done is undone. */
export type Undo = (step: () => void) => void;

/** Ctrl-C, a time that is over, a window that is closed. */
const INTERRUPTIONS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Does something in steps. Where one of them fails, those before it are undone, the last one first. An interruption ends
 * a program that a step has started, and so that step, but neither this program nor what it undoes.
 *
 * @param sentenceOf says in a sentence what went wrong.
 * @param rest says where to find what could not be put back.
 * @throws Error that says that nothing was changed, or that not everything could be put back, and why.
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
