import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Creates a temporary folder. @returns its path, without links and without short names of Windows. */
export function newFolder(): string {
  return realpathSync.native(mkdtempSync(join(tmpdir(), "connect-four-")));
}

/** Removes a folder. On Windows it may fail, because libsql closes a file only at garbage collection. */
export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    if (process.platform !== "win32") throw error;
  }
}
