import { onTestFinished } from "vitest";
import { newFolder, removeFolder } from "../../tests/folders.ts";

/** A folder of its own for one test, removed when that is over. */
export function temporaryFolder(): string {
  const folder = newFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}
