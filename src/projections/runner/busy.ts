import { setTimeout as pause } from "node:timers/promises";
import Database from "libsql";

/** Of somebody who holds the file for longer than this, in milliseconds, the caller should hear. */
const PATIENCE = 10_000;

/**
 * Does the work, and again for as long as another process holds the file: locks are held for milliseconds. The
 * pauses leave the event loop free, and are random, so that nobody always comes second.
 *
 * @throws what `work` throws, and after ten seconds SQLITE_BUSY as well.
 */
export async function whenFree<Result>(work: () => Result): Promise<Result> {
  const giveUpAt = Date.now() + PATIENCE;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > giveUpAt) throw error;
      await pause(1 + Math.random() * 8);
    }
  }
}

/** @returns whether an error says that another process holds the file. */
export function isBusy(error: unknown): boolean {
  return hasCode(error, "SQLITE_BUSY");
}

/** @returns whether it is an error of SQLite whose code begins so. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Database.SqliteError && codes.some((code) => error.code.startsWith(code));
}
