import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders = new Set<string>();

/**
 * Creates a temporary folder, which is removed after the tests of this test file at the latest.
 *
 * @returns its path, without links and without short names of Windows.
 */
export function newFolder(): string {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), "connect-four-")));
  folders.add(folder);
  return folder;
}

/** Removes a folder. On Windows it may fail, because libsql closes a file only at garbage collection. */
export function removeFolder(folder: string): void {
  folders.delete(folder);
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    if (process.platform !== "win32") throw error;
  }
}

/** Removes all folders that are left. */
export function removeFolders(): void {
  for (const folder of folders) removeFolder(folder);
}
