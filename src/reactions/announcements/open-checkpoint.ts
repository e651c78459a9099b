import { copyFileSync, existsSync, rmSync, truncateSync } from "node:fs";
import type { Checkpoint } from "../../projections/runner/checkpoint.ts";
import { CheckpointFile, DamagedCheckpointError } from "./checkpoint-file.ts";
import { CannotKeepError } from "./lock.ts";

/** Where to begin without a checkpoint: with the first event of the log, or after the last. */
export type From = "start" | "now";

/** The questions to the event store. */
interface EventStore {
  /** @returns whether the event of the checkpoint is still at its place; see `isSameStore`. */
  has(checkpoint: Checkpoint): Promise<boolean>;

  /** @returns the last event that would be announced, or undefined if there is none. */
  last(): Promise<Checkpoint | undefined>;
}

/**
 * Opens the checkpoint of announcements. If there is none, or it cannot be used, the user has to decide where to begin,
 * because the store does not say what others have been told. A file that cannot be used is kept as a copy.
 *
 * @param from the user's decision.
 * @throws NoCheckpointError if a decision is needed, CheckpointInOrderError if it is not; NotACheckpointError, CannotKeepError.
 */
export async function openCheckpoint(
  path: string,
  from: From | undefined,
  store: EventStore,
): Promise<CheckpointFile> {
  const found = await find(path, store);
  if (found instanceof CheckpointFile) {
    if (from === undefined) return writable(found, path);
    found[Symbol.dispose]();
    throw new CheckpointInOrderError(path);
  }
  if (from === undefined) throw new NoCheckpointError(found);
  const start = from === "now" ? await store.last() : undefined;
  setAside(path);
  return CheckpointFile.create(path, start);
}

function writable(file: CheckpointFile, path: string): CheckpointFile {
  try {
    file.checkWritable();
    return file;
  } catch (error) {
    file[Symbol.dispose]();
    throw new CannotKeepError(path, error);
  }
}

/** @throws NoCheckpointError if there is no file. This leaves no trace. */
export function refuseMissing(path: string): void {
  if (!existsSync(path)) throw new NoCheckpointError(missing(path));
}

function missing(path: string): string {
  return `There is no checkpoint in ${path} yet.`;
}

/** @returns the checkpoint, or a sentence that says why there is none. */
async function find(path: string, store: EventStore): Promise<CheckpointFile | string> {
  let file: CheckpointFile | undefined;
  try {
    file = CheckpointFile.open(path);
    if (!file) return missing(path);
    const checkpoint = await file.load();
    if (!checkpoint || (await store.has(checkpoint))) return file;
    file[Symbol.dispose]();
    return `The checkpoint in ${path} is of another store, or of one that has been put back to an earlier state.`;
  } catch (error) {
    if (error instanceof DamagedCheckpointError) return error.message;
    file?.[Symbol.dispose]();
    throw error;
  }
}

/**
 * Keeps a copy of the file, and empties it. It is not renamed: Windows refuses that until libsql has closed the file,
 * which it does at garbage collection. A crash in between leaves an empty file, which cannot be used either.
 */
function setAside(path: string): void {
  if (!existsSync(path)) return;
  let number = 1;
  while (existsSync(`${path}.old-${number}`)) number++;
  copyFileSync(path, `${path}.old-${number}`);
  rmSync(`${path}-journal`, { force: true }); // otherwise SQLite would restore the old file from it
  truncateSync(path);
}

/** The user has to decide where to begin. */
export class NoCheckpointError extends Error {
  override readonly name = "NoCheckpointError";

  /** @param why a sentence. */
  constructor(why: string) {
    super(
      `${why} Give --from start to tell of all games that have ended here, also of those that others may have been ` +
        "told of, or --from now to tell of those alone that end from now on.",
    );
  }
}

/** The checkpoint says where to begin, so that another beginning would repeat or leave out messages. */
export class CheckpointInOrderError extends Error {
  override readonly name = "CheckpointInOrderError";

  constructor(path: string) {
    super(
      `The checkpoint in ${path} says where to go on: leave out --from. To tell everything again, choose another file by --checkpoint.`,
    );
  }
}
