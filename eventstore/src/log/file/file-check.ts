import { accessSync, type BigIntStats, constants, openSync, readSync, statSync } from "node:fs";
import { EventStoreFileError } from "../../errors.ts";
import { APPLICATION_ID, SCHEMA_VERSION } from "./schema.ts";
import { sqliteFailure } from "./sqlite.ts";

/** The fields of a SQLite file's header that say which program made it (https://sqlite.org/fileformat.html). */
const HEADER_BYTES = 100;
const MAGIC = "SQLite format 3\0";
const USER_VERSION_OFFSET = 60;
const APPLICATION_ID_OFFSET = 68;

type Complaint = readonly [whatIsWrong: string, whatToDo: string];

const CHOOSE_ANOTHER = "choose another file, or move this one away to begin with an empty store";

/** SQLite would apply an old write-ahead log to the copy, and damage it as well. */
const DAMAGED: Complaint = [
  "is damaged",
  "move it away, together with the files beside it whose names end in -wal and -shm, and put a copy of it in its place or begin with an empty store",
];

const NOT_WRITABLE: Complaint = [
  "cannot be written to",
  "make the file and its folder writable, or choose another file",
];

/**
 * Checks, by its first bytes alone, that SQLite may open the file: it is missing, empty, or an event store of
 * this version or an older one that is writable. (SQLite itself would create files beside any other.)
 *
 * @throws {EventStoreFileError} for a folder, another program's file, one from a newer version of this program, or
 *   one that is read-only
 */
export function refuseStrangers(file: string): void {
  if (file === "") throw new EventStoreFileError("''", "has no name", "give the path of a file");
  const status = statSync(file, { bigint: true, throwIfNoEntry: false });
  if (status?.isDirectory()) throw new EventStoreFileError(file, "is a folder", "give the path of a file");
  if (status?.isFile() === false) {
    throw new EventStoreFileError(file, "is not a file but a device or the like", "give the path of a file");
  }
  if (status === undefined || status.size === 0n) return;
  const header = readHeader(file, status);
  if (header.toString("latin1", 0, MAGIC.length) !== MAGIC) {
    throw new EventStoreFileError(file, "is not an event store but some other kind of file", CHOOSE_ANOTHER);
  }
  if (status.size < HEADER_BYTES) throw damagedFile(file);
  if (header.readInt32BE(APPLICATION_ID_OFFSET) !== APPLICATION_ID) {
    throw new EventStoreFileError(file, "is a database of another program", CHOOSE_ANOTHER);
  }
  if (header.readInt32BE(USER_VERSION_OFFSET) > SCHEMA_VERSION) throw newerFile(file);
  if (!isWritable(file)) throw new EventStoreFileError(file, ...NOT_WRITABLE);
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * One descriptor for each file, never closed: when a process closes any descriptor of a file, it loses all its locks on it
 * (fcntl(2)), also those of SQLite. Another process would then find no lock, and delete the write-ahead log that is in use
 * here.
 */
const descriptors = new Map<string, number>();

function readHeader(file: string, status: BigIntStats): Buffer {
  const identity = identityOf(status);
  const descriptor = descriptors.get(identity) ?? openSync(file, "r");
  descriptors.set(identity, descriptor);
  const header = Buffer.alloc(HEADER_BYTES);
  readSync(descriptor, header, 0, HEADER_BYTES, 0);
  return header;
}

/**
 * Returns what identifies a file, by whichever path it was found.
 *
 * @param status the result of `statSync` with `bigint: true`
 */
export function identityOf({ dev, ino }: { readonly dev: bigint; readonly ino: bigint }): string {
  return `${dev}:${ino}`;
}

/** Makes the error for an event store whose content is damaged. */
export function damagedFile(file: string, cause?: unknown): EventStoreFileError {
  return new EventStoreFileError(file, ...DAMAGED, cause);
}

/** Makes the error for an event store with unknown tables. */
export function newerFile(file: string): EventStoreFileError {
  return new EventStoreFileError(
    file,
    "was written by a newer version of this program",
    "update this program, or choose another file",
  );
}

/** Turns an error of opening a file into one sentence. Errors that are not about the file stay as they are. */
export function explainFileError(file: string, error: unknown): unknown {
  if (error instanceof EventStoreFileError) return error;
  const complaint = complaintAbout(error);
  return complaint ? new EventStoreFileError(file, ...complaint, error) : error;
}

function complaintAbout(error: unknown): Complaint | undefined {
  switch (sqliteFailure(error) ?? systemErrorCode(error)) {
    case undefined:
      return undefined;
    case "CORRUPT":
    case "NOTADB":
    case "OTHER":
      return DAMAGED;
    case "FULL":
    case "ENOSPC":
    case "EDQUOT":
      return ["has no room: the disk is full", "free some space"];
    case "READONLY":
    case "EROFS":
      return NOT_WRITABLE;
    case "BUSY":
      return ["is locked by another process", "stop that process and try again"];
    case "IOERR":
    case "EIO":
      return ["could not be read or written", "check the disk and its file system"];
    default:
      return ["cannot be opened or created", "check the path and the permissions of its folder"];
  }
}

/** Returns the code of an error of the operating system, such as "EACCES". */
function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && "syscall" in error ? (error as NodeJS.ErrnoException).code : undefined;
}
