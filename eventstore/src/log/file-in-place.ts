import { statSync } from "node:fs";
import { resolve } from "node:path";
import { EventStoreFileError } from "../errors.ts";
import { identityOf } from "./file-check.ts";

/** How soon it is noticed. A look costs as much as a tenth of a commit. */
const LOOK_EVERY_MILLISECONDS = 50;

/**
 * Remembers which files an open database has, to notice when they are deleted, moved or replaced: SQLite would go on
 * writing to files that nobody can open any more.
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

  /** @throws {EventStoreFileError} when another file, or none, is where one of them was */
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
