import { setTimeout as sleep } from "node:timers/promises";
import { isBusy } from "./sqlite.ts";

/** Pauses between attempts: short, since locks are held for milliseconds; random, so that nobody always comes second. */
const SHORTEST_PAUSE_MILLISECONDS = 1;
const LONGEST_PAUSE_MILLISECONDS = 8;

/** After this long somebody holds the lock for good (a debugger, a copy in progress), and the caller should hear of it. */
const PATIENCE_MILLISECONDS = 10_000;

/**
 * Does `work`, and does it again for as long as it fails because another process holds the file's lock. The
 * pauses in between leave the event loop free.
 *
 * @throws what `work` throws, and after 10 seconds the SQLITE_BUSY error too
 */
export async function retryWhileBusy<Result>(work: () => Result): Promise<Result> {
  const giveUpAt = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() >= giveUpAt) throw error;
      await sleep(SHORTEST_PAUSE_MILLISECONDS + Math.random() * LONGEST_PAUSE_MILLISECONDS);
    }
  }
}
