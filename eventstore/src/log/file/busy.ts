import { setTimeout as sleep } from "node:timers/promises";
import { isBusy } from "./sqlite.ts";

/** Pauses between attempts: short, since locks are held for milliseconds; random, so that each process gets its turn. */
const SHORTEST_PAUSE_MILLISECONDS = 1;
const LONGEST_PAUSE_MILLISECONDS = 8;

/** Gives up after this many milliseconds: then a process holds the lock for long, such as one that is being debugged. */
const PATIENCE_MILLISECONDS = 10_000;

/**
 * Does `work`, and repeats it while another process holds the file's lock. The event loop is free in the pauses.
 *
 * @throws the error of `work`; SQLITE_BUSY only after 10 seconds
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
