import { setTimeout as pause } from "node:timers/promises";
import Database from "libsql";

/** Milliseconds after which `whenFree` gives up. */
const RETRY_TIMEOUT = 10_000;

/**
 * Does the work, and retries while another process holds the file: locks are held for milliseconds. The pauses leave
 * the event loop free. They are random, so that two processes do not keep colliding.
 *
 * @throws the error of `work`; SQLITE_BUSY only after ten seconds.
 */
export async function whenFree<Result>(work: () => Result): Promise<Result> {
  const giveUpAt = Date.now() + RETRY_TIMEOUT;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > giveUpAt) throw error;
      await pause(1 + Math.random() * 8);
    }
  }
}

/** @returns whether the error says that another process holds the file. */
export function isBusy(error: unknown): boolean {
  return hasCode(error, "SQLITE_BUSY");
}

/** @returns whether it is an error of SQLite whose code begins with one of `codes`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Database.SqliteError && codes.some((code) => error.code.startsWith(code));
}
