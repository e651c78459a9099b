import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const report = fileURLToPath(new URL("../src/cli/doctor/report-store.ts", import.meta.url));

/**
 * One result of an examination. "wait" means that another finding must be mended first; a "note" needs no mending.
 *
 * @typedef {{ is: "good" | "bad" | "wait" | "note", text: string, mend?: string }} Finding
 */

/**
 * Examines the default store. The dependencies must be installed.
 *
 * @returns {Finding[]} an empty list if the project has no store, as in the first exercises
 */
export function lookAtStore() {
  try {
    const command = ["--import", import.meta.resolve("tsx"), report];
    if (!existsSync(report)) return [];
    const { stdout } = spawnSync(process.execPath, command, { encoding: "utf8" });
    return JSON.parse(stdout);
  } catch {
    // For example, node_modules was copied from another kind of computer.
    return [{ is: "bad", text: "the dependencies are there, and do not work here", mend: "npm ci" }];
  }
}
