import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** @returns a new temporary folder, by the name that it has without links and without the short names of Windows. */
export function newFolder(): string {
  return realpathSync.native(mkdtempSync(join(tmpdir(), "connect-four-")));
}

/** Removes it. Windows keeps a file that libsql has not quite let go of; its own cleaning comes later. */
export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    if (process.platform !== "win32") throw error;
  }
}
