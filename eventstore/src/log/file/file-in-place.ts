import { statSync } from "node:fs";
import { resolve } from "node:path";
import { EventStoreFileError } from "../../errors.ts";
import { identityOf } from "./file-check.ts";

/** How often to look, in milliseconds. A look takes a tenth of the time of a commit. */
const LOOK_EVERY_MILLISECONDS = 50;

/**
 * Notices when the files of an open database are deleted, moved or replaced: SQLite would continue to write to files that
 * no program can open any more.
 */
export class FileInPlace {
  readonly #file: string;
  readonly #identities: ReadonlyMap<string, string | undefined>;
  #lookedAt = -Infinity;

  /** @param file path of a SQLite file that is open, with a write-ahead log beside it */
  constructor(file: string) {
    this.#file = file;
    const paths = [resolve(file), `${resolve(file)}-wal`];
    this.#identities = new Map(paths.map((path) => [path, identityAt(path)]));
  }

  /** @throws {EventStoreFileError} if one of the files is missing, or another is in its place */
  check(): void {
    const now = performance.now();
    if (now < this.#lookedAt + LOOK_EVERY_MILLISECONDS) return;
    for (const [path, identity] of this.#identities) {
      if (identityAt(path) === identity) continue;
      throw new EventStoreFileError(
        this.#file,
        "or its -wal file has been moved, deleted or replaced while it was in use",
        "put back what was there, or start this program again to go on with what is there now",
      );
    }
    this.#lookedAt = now;
  }
}

function identityAt(path: string): string | undefined {
  try {
    return identityOf(statSync(path, { bigint: true }));
  } catch {
    return undefined;
  }
}
