import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { git } from "../../workshop/attendee/git.ts";
import type { Files } from "../../workshop/attendee/pack.ts";
import { filesOfWorkTree } from "../../workshop/files.ts";

export { newFolder as throwAwayFolder } from "../folders.ts";

/** The files of main, as they are here and now. */
export const MAIN = filesOfWorkTree(fileURLToPath(new URL("../../", import.meta.url)));

export function write(folder: string, files: Files): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

/** Git with an author and no settings of the user who runs the tests. */
export function gitIn(folder: string, ...words: string[]): string {
  const nobody = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  return git(folder, ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", ...words], {
    env: nobody,
  }).trimEnd();
}
