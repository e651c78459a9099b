import { onTestFinished } from "vitest";
import { newFolder, removeFolder } from "../../../tests/folders.ts";

/** Creates a folder for one test, which is removed after it. */
export function temporaryFolder(): string {
  const folder = newFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}
