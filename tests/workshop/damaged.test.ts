import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catchUp } from "../../workshop/attendee/catching-up/catching-up.ts";
import { MANIFEST_FILE } from "../../workshop/attendee/manifest.ts";
import { type Files, PACK_FILE } from "../../workshop/attendee/pack.ts";
import { branchesFrom } from "../../workshop/branches.ts";
import { MAIN, read, throwAwayFolder, write } from "./throw-away.ts";

const BRANCH = branchesFrom(MAIN).get("01-exercise-start-game") as Files;
const GAME = "src/domain/game.ts";

/** A folder of exercise 1 in which one file has this text, or is missing. */
function folderWith(path: string, text: string | undefined): string {
  const folder = throwAwayFolder();
  write(folder, new Map([...BRANCH, [GAME, "// mine\n"], [path, text ?? ""]]));
  if (text === undefined) rmSync(join(folder, path));
  return folder;
}

const DAMAGES: [string, string | undefined][] = [
  MANIFEST_FILE,
  "workshop/attendee/branch.json",
  PACK_FILE,
].flatMap((path) => ["{", "{}", undefined].map((text): [string, string | undefined] => [path, text]));

describe("a file that came with the branch", () => {
  it.each(DAMAGES)("%s, damaged to %j, is named, with what brings it back", (path, text) => {
    const folder = folderWith(path, text);
    expect(() => catchUp(folder, "2")).toThrow(
      `${path} is missing or damaged. To get it back as it came: git restore ${path}`,
    );
    expect(read(folder, GAME)).toBe("// mine\n");
  });

  it("is named by the tools in one sentence", () => {
    const folder = folderWith(PACK_FILE, "{");
    const loader = import.meta.resolve("tsx");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", loader, "workshop/attendee/solution.ts", "1.1"],
      { cwd: folder, encoding: "utf8" },
    );
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      `${PACK_FILE} is missing or damaged. To get it back as it came: git restore ${PACK_FILE}\n`,
    );
  });
});
