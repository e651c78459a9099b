import { type FileHandle, open } from "node:fs/promises";
import type { GameResultV1 } from "./game-result.ts";
import type { Receiver } from "./receiver.ts";

const LINE_FEED = 0x0a;

/** Begins every SQLite file: the events, a read model, a checkpoint. Lines that are appended there are lost, or do damage. */
const SQLITE = "SQLite format 3\0";

/**
 * Appends messages to a file, one JSON object a line. It acknowledges a message when the line is on the disk. After a
 * crash the last line may be half a message; the next one begins a line of its own.
 */
export class FileReceiver implements Receiver {
  readonly #path: string;
  #file: FileHandle | undefined;

  /** @throws CannotAppendError if the file cannot be appended to, DatabaseError if it is a database. */
  static async open(path: string): Promise<FileReceiver> {
    const receiver = new FileReceiver(path);
    try {
      await receiver.#open();
    } catch (error) {
      throw error instanceof DatabaseError ? error : new CannotAppendError(path, error);
    }
    return receiver;
  }

  private constructor(path: string) {
    this.#path = path;
  }

  async tell(message: GameResultV1): Promise<void> {
    const file = this.#file ?? (await this.#open());
    try {
      await file.appendFile(`${JSON.stringify(message)}\n`);
      await file.datasync();
    } catch (error) {
      await this[Symbol.asyncDispose](); // half a line may have been written: the next attempt looks
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.close();
  }

  async #open(): Promise<FileHandle> {
    const file = await open(this.#path, "a+");
    try {
      const { size } = await file.stat();
      const beginning = await file.read(Buffer.alloc(SQLITE.length), 0, SQLITE.length, 0);
      if (beginning.buffer.toString("latin1") === SQLITE) throw new DatabaseError(this.#path);
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(size - 1, 0));
      if (size > 0 && buffer[0] !== LINE_FEED) await file.appendFile("\n");
    } catch (error) {
      await file.close();
      throw error;
    }
    this.#file = file;
    return file;
  }
}

/** The chosen file is a folder, say, or is protected. */
class CannotAppendError extends Error {
  override readonly name = "CannotAppendError";

  constructor(path: string, cause: unknown) {
    const reason = cause instanceof Error && "code" in cause && cause.code ? ` (${cause.code})` : "";
    super(`Nothing can be appended to ${path}${reason}: check --to.`, { cause });
  }
}

/** The chosen file is a database. */
class DatabaseError extends Error {
  override readonly name = "DatabaseError";

  constructor(path: string) {
    super(`${path} is a database, which lines would damage: choose another file by --to.`);
  }
}
