import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const report = fileURLToPath(new URL("../src/cli/doctor/report-store.ts", import.meta.url));

/**
 * What has been found out. A finding that waits can be looked at when another is mended; a note is nothing to mend.
 *
 * @typedef {{ is: "good" | "bad" | "wait" | "note", text: string, mend?: string }} Finding
 */

/**
 * Looks at the store that is used where no other is asked for. The dependencies must be there.
 *
 * @returns {Finding[]} none where the project has no store, as in the first exercises
 */
export function lookAtStore() {
  try {
    const command = ["--import", import.meta.resolve("tsx"), report];
    if (!existsSync(report)) return [];
    const { stdout } = spawnSync(process.execPath, command, { encoding: "utf8" });
    return JSON.parse(stdout);
  } catch {
    // As where node_modules has been copied from another kind of computer.
    return [{ is: "bad", text: "the dependencies are there, and do not work here", mend: "npm ci" }];
  }
}
