import { setTimeout as pause } from "node:timers/promises";

// All times are in milliseconds.

/** The pauses before beginning again: each about twice the one before. */
const MIN_PAUSE = 50;
const MAX_PAUSE = 2_000;

/**
 * Runs a reaction again whenever it fails: the store may be away for a while. Each run begins at the checkpoint, so
 * nothing is lost; what is done again has no further effect.
 *
 * @param run ends only by an error, or when the signal aborts.
 * @param onFailure is called with each error.
 */
export async function keepRunning(
  run: () => Promise<void>,
  signal: AbortSignal,
  onFailure: (error: unknown) => void = () => {},
): Promise<void> {
  for (let pauses = 0; !signal.aborted; pauses++) {
    const begun = Date.now();
    await run().catch((error: unknown) => {
      if (!signal.aborted) onFailure(error);
    });
    if (Date.now() - begun > MAX_PAUSE) pauses = 0; // it had worked for a while
    const milliseconds = Math.min(MIN_PAUSE * 2 ** pauses, MAX_PAUSE) * (0.5 + Math.random());
    await pause(milliseconds, undefined, { signal }).catch(() => {});
  }
}
