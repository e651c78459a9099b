import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { catchUp } from "../../workshop/attendee/catching-up/catching-up.ts";
import { attendee, GAME, headOf, keptIn, MINE, ONE, on, TWO } from "./small-project.ts";
import { gitIn, read, write } from "./throw-away.ts";

/** All that a refusal may not change: where HEAD and the branches are, what is staged, and each file. */
function stateOf(folder: string) {
  return {
    head: readFileSync(`${folder}/.git/HEAD`, "utf8"),
    branches: gitIn(folder, "for-each-ref", "refs/heads/0*", "refs/heads/mine"),
    index: gitIn(folder, "ls-files", "--stage"),
    status: gitIn(folder, "status", "--porcelain", "--untracked-files=all"),
    game: read(folder, GAME),
  };
}

/** @returns what is said. */
function refusal(folder: string, wanted: string): string {
  const before = stateOf(folder);
  let said = "";
  expect(() => {
    try {
      catchUp(folder, wanted);
    } catch (error) {
      said = String(error instanceof Error ? error.message : error);
      throw error;
    }
  }).toThrow("Nothing was changed");
  expect(stateOf(folder)).toEqual(before);
  return said;
}

const lock = (path: string) => (folder: string) => write(folder, new Map([[`.git/${path}`, ""]]));

function refuseInHook(folder: string, name: string): void {
  mkdirSync(`${folder}/.git/hooks`, { recursive: true });
  const hook = `${folder}/.git/hooks/reference-transaction`;
  writeFileSync(hook, `#!/bin/sh\nif [ "$1" = prepared ] && grep -q "${name}"; then exit 1; fi\n`);
  chmodSync(hook, 0o755);
}

describe("catching up moves everything or nothing, and says where the work is kept:", () => {
  it.each<[string, (folder: string) => void, RegExp]>([
    ["HEAD is locked", lock("HEAD.lock"), /delete .*HEAD\.lock\./],
    ["the index is locked", lock("index.lock"), /delete .*index\.lock\./],
    ["a lock of the branch is left over", lock(`refs/heads/${TWO}.lock`), /delete .*game\.lock\./],
    [
      "a branch is in the way",
      (folder) => void gitIn(folder, "branch", `${TWO}/ann`),
      /'refs\/heads\/02-exercise-play-the-game\/ann' exists; cannot create/,
    ],
    [
      "a hook refuses",
      (folder) => refuseInHook(folder, `refs/heads/${TWO}`),
      /git says: ref updates aborted by hook\.$/m,
    ],
  ])("%s", (_, hinder, reason) => {
    const folder = attendee();
    hinder(folder);
    const said = refusal(folder, "2");
    expect(said).toMatch(reason);
    expect(said).toContain(`Your work is kept in the branch my-work/${ONE}.`);
    expect(on(folder, `my-work/${ONE}`)).toBe(MINE.trimEnd());
  });

  it("within an exercise, on the branch that is checked out", () => {
    const folder = attendee();
    lock("index.lock")(folder);
    refusal(folder, "1.4");
  });

  it("a detached HEAD goes back to where it was", () => {
    const folder = attendee();
    gitIn(folder, "switch", "--quiet", "--detach");
    lock("index.lock")(folder);
    refusal(folder, "2");
  });

  it("a file cannot be written, when others have been", () => {
    const folder = attendee();
    write(folder, new Map([[".git/info/attributes", "src/cli/terminal.ts filter=none\n"]]));
    appendFileSync(
      `${folder}/.git/config`,
      '[filter "none"]\nsmudge = false\nclean = cat\nrequired = true\n',
    );
    write(folder, new Map([["src/cli/mine.ts", MINE]]));
    expect(refusal(folder, "2")).toMatch(/git says: external filter .false. failed/);
    expect([read(folder, "src/cli/mine.ts"), existsSync(`${folder}/src/cli/terminal.ts`)]).toEqual([
      MINE,
      false,
    ]);
  });

  it("and goes on when it is mended, with no second branch for the same work", () => {
    const folder = attendee();
    lock("HEAD.lock")(folder);
    refusal(folder, "2");
    rmSync(`${folder}/.git/HEAD.lock`);
    catchUp(folder, "2");
    expect([headOf(folder), keptIn(folder)]).toEqual([TWO, `my-work/${ONE}`]);
  });
});

describe("where the work cannot be kept", () => {
  it("nothing is changed, and git's reason is said once", () => {
    const folder = attendee();
    refuseInHook(folder, "my-work/");
    expect(refusal(folder, "2")).toBe(
      "Nothing was changed, since your work could not be kept: git says: ref updates aborted by hook.",
    );
    expect(keptIn(folder)).toBe("");
  });

  it.runIf(process.platform !== "win32")(
    "since there is a socket in place of a file, it is named",
    async () => {
      const folder = attendee();
      rmSync(`${folder}/README.md`);
      const server = createServer().listen(`${folder}/README.md`);
      await new Promise((resolve) => server.once("listening", resolve));
      expect(refusal(folder, "2")).toContain("git says: README.md: can only add regular files");
      server.close();
    },
  );

  it.each([`my-work/${ONE}/a`, `MY-WORK/${ONE.toUpperCase()}`, "my-work"])(
    "under a name that %s leaves no room for, another one is found",
    (name) => {
      const folder = attendee();
      gitIn(folder, "branch", name);
      expect(catchUp(folder, "2").join("\n")).toMatch(
        /kept in the branch my-work[-/]01-exercise-start-game(-2)?\./,
      );
      expect(headOf(folder)).toBe(TWO);
    },
  );
});

it("leaves nothing of its own in git's folder", () => {
  const folder = attendee();
  catchUp(folder, "2");
  expect(existsSync(`${folder}/.git/index.lock`)).toBe(false);
  expect(gitIn(folder, "status", "--porcelain")).toBe("");
});
