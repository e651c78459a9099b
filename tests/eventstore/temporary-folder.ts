import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of its own for one test, removed when that is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "eventstore-"));
  onTestFinished(() => {
    // Windows does not remove a file that libsql has not quite let go of; its own cleaning will.
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return folder;
}
