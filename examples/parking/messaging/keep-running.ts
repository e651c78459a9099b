import { setTimeout as pause } from "node:timers/promises";
import { isOutage } from "./outage.ts";

// All times are in milliseconds.

/** The pauses after failures: each is twice the one before. */
const MIN_PAUSE = 100;
const MAX_PAUSE = 2_000;
/** A work that has run for so long counts as well again. */
const WELL_AFTER = 1_000;

/**
 * Does a work again and again until the signal aborts, also after it has failed.
 *
 * @param work is done for as long as it likes.
 * @param interval the pause after it was done.
 * @param report is called with the sentence of each failure; not twice in a row with the same one.
 */
export async function keepRunning(
  work: () => Promise<void>,
  {
    signal,
    report,
    interval = 0,
  }: { signal: AbortSignal; report: (sentence: string) => void; interval?: number },
): Promise<void> {
  let reported: string | undefined;
  for (let pauseFor = MIN_PAUSE; !signal.aborted; ) {
    const start = Date.now();
    let next = interval;
    try {
      await work();
      reported = undefined;
    } catch (error) {
      if (signal.aborted) return;
      const sentence = error instanceof Error ? error.message : String(error);
      if (Date.now() - start > WELL_AFTER) pauseFor = MIN_PAUSE;
      if (sentence !== reported) report(sentence);
      reported = sentence;
      next = pauseFor;
      pauseFor = Math.min(pauseFor * 2, MAX_PAUSE);
    }
    await pause(next, undefined, { signal }).catch(() => {});
  }
}

/**
 * Does a work that can wait: if what lies between the services is down, this says so and returns.
 *
 * @throws all other errors of the work.
 */
export async function unlessDown(
  work: () => Promise<void>,
  report: (sentence: string) => void,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isOutage(error)) throw error;
    report(`${error.message} What is to be told or heard waits until then.`);
  }
}
