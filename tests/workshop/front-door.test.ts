import { execFile } from "node:child_process";
import { symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { branchesFrom } from "../../workshop/branches.ts";
import { MAIN, throwAwayFolder, write } from "./throw-away.ts";

const REPOSITORY = "src/persistence/game-repository.ts";
const CAUGHT =
  "if (error instanceof WrongExpectedVersionError) throw new ConcurrencyError(id, { cause: error });";

/** Runs the program of the project in the folder. @returns its exit code, and all that it has said. */
function run(folder: string, words: readonly string[], input = ""): Promise<[code: number, said: string]> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...process.env, EVENTSTOREDB_URI: "" } };
    const program = ["--import", import.meta.resolve("tsx"), "src/cli.ts", ...words, "--store", "games.db"];
    const child = execFile(process.execPath, program, options, (error, output, errors) =>
      resolve([error ? Number(error.code ?? -1) : 0, output + errors]),
    );
    child.stdin?.end(input);
  });
}

/** Milliseconds. The test starts two programs, and the computer may be busy. */
const LIMIT = { timeout: 180_000 };

it("names an error of the client that has no message and is not caught", LIMIT, async () => {
  const files = branchesFrom(MAIN).get("solution-03-exercise-persisting-the-events") ?? new Map();
  const solved = files.get(REPOSITORY) ?? "";
  expect(solved).toContain(CAUGHT);
  const folder = throwAwayFolder();
  write(folder, new Map([...files, [REPOSITORY, solved.replace(CAUGHT, "")]]));
  const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));
  symlinkSync(modules, `${folder}/node_modules`, "junction");

  const [, started] = await run(folder, ["play"], "Ann\nBob\nq\n");
  const id = /^Game (\S+)$/m.exec(started)?.[1] ?? "";
  const [code, said] = await run(folder, ["race", id]);
  expect([code, said.trimEnd().split("\n").at(-1)]).toEqual([1, "WrongExpectedVersionError"]);
});
