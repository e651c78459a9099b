import { statSync } from "node:fs";
import { isBusy } from "embedded-eventstore/shared-file";
import Database from "libsql";

/**
 * Makes sure that only one program works with a checkpoint: two would tell everything twice. The lock is a transaction
 * of SQLite, in an empty file beside the checkpoint, which stays. The operating system ends it with the process, even
 * after kill -9.
 *
 * @param path the file of the checkpoint.
 * @returns the lock; to be disposed when the work is done.
 * @throws AtWorkError if another program has it, CannotKeepError if no file can be written there.
 */
export function lock(path: string): Disposable {
  // Otherwise a lock would stay beside the folder.
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new CannotKeepError(path);
  let database: Database.Database | undefined;
  try {
    database = new Database(`${path}.lock`, { timeout: 0 });
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database?.close();
    throw isBusy(error) ? new AtWorkError(path) : new CannotKeepError(path, error);
  }
  const locked = database;
  return { [Symbol.dispose]: () => locked.close() };
}

/** No file can be written there. */
export class CannotKeepError extends Error {
  override readonly name = "CannotKeepError";

  constructor(path: string, cause?: unknown) {
    const reason = cause instanceof Error && "code" in cause && cause.code ? ` (${cause.code})` : "";
    super(`No checkpoint can be kept in ${path}${reason}: choose another file by --checkpoint.`, { cause });
  }
}

/** Another program works with the checkpoint. */
export class AtWorkError extends Error {
  override readonly name = "AtWorkError";

  constructor(path: string) {
    super(
      `Another announce is at work with the checkpoint in ${path}: end it first, or give this one its own by --checkpoint.`,
    );
  }
}
