import { existsSync, rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catchUp, keptBefore } from "../../workshop/attendee/catching-up/catching-up.ts";
import { type Files, PACK_FILE } from "../../workshop/attendee/pack.ts";
import {
  attendee,
  BRANCHES,
  GAME,
  headOf,
  keptIn,
  MINE,
  ONE,
  on,
  origin,
  STATES,
  TWO,
} from "./small-project.ts";
import { gitIn, read, throwAwayFolder, write } from "./throw-away.ts";

function expectToBeAt(folder: string, branch: string, state: string): void {
  expect(headOf(folder)).toBe(branch);
  expect(gitIn(folder, "status", "--porcelain")).toBe("");
  const files = STATES.get(state) ?? new Map<string, string>();
  expect(gitIn(folder, "ls-files", "-z").split("\0").filter(Boolean).sort()).toEqual(
    [...files.keys(), PACK_FILE, "package-lock.json"].sort(),
  );
  for (const [path, text] of files) expect(read(folder, path), path).toBe(text);
}

describe("catching up", () => {
  it("goes to the start of the next exercise, and keeps changed and new files", () => {
    const folder = attendee();
    const said = catchUp(folder, undefined);
    expectToBeAt(folder, TWO, "2");
    expect(on(folder, `my-work/${ONE}`)).toBe(MINE.trimEnd());
    expect(on(folder, `my-work/${ONE}`, "notes/of mine.txt")).toBe(MINE.trimEnd());
    expect(existsSync(`${folder}/notes`)).toBe(false);
    expect(said.join("\n")).toContain(
      `git switch my-work/${ONE}\nYour new files are in it, too: notes/of mine.txt.`,
    );
    expect(gitIn(folder, "rev-parse", `${TWO}`)).toBe(gitIn(origin(), "rev-parse", TWO));
  });

  it("goes to a step of this exercise, with all before it done", () => {
    const folder = attendee();
    catchUp(folder, "1.4");
    expectToBeAt(folder, ONE, "1.3");
    expect(gitIn(folder, "rev-parse", `${ONE}^`)).toBe(gitIn(origin(), "rev-parse", ONE));
  });

  it("is brought back by one command", () => {
    const folder = attendee();
    catchUp(folder, "2");
    gitIn(folder, "switch", "--quiet", `my-work/${ONE}`);
    expect([read(folder, GAME), read(folder, "notes/of mine.txt")]).toEqual([MINE, MINE]);
  });

  it("never overwrites what was kept before", () => {
    const folder = attendee();
    catchUp(folder, "1.4");
    write(folder, new Map([[GAME, "// later\n"]]));
    catchUp(folder, "1.4");
    expect([on(folder, `my-work/${ONE}`), on(folder, `my-work/${ONE}-2`)]).toEqual(["// mine", "// later"]);
    expect(keptBefore(folder)).toEqual([
      expect.stringMatching(/^my-work\/01-exercise-start-game {4}\S+ \S+ {2}git switch my-work\/01-\S+$/),
      expect.stringMatching(/^my-work\/01-exercise-start-game-2 {2}\S+ \S+ {2}git switch my-work\/01-\S+-2$/),
    ]);
  });

  it("keeps nothing twice: work that was brought back and not touched is where it was", () => {
    const folder = attendee();
    catchUp(folder, "2");
    gitIn(folder, "switch", "--quiet", `my-work/${ONE}`);
    catchUp(folder, "2");
    expectToBeAt(folder, TWO, "2");
    expect(keptIn(folder)).toBe(`my-work/${ONE}`);
  });

  it("is about this repository, even where git itself has started it for another one", () => {
    const [folder, another] = [attendee(), attendee()];
    process.env.GIT_DIR = `${another}/.git`;
    try {
      catchUp(folder, "2");
    } finally {
      delete process.env.GIT_DIR;
    }
    expectToBeAt(folder, TWO, "2");
    expect(headOf(another)).toBe(ONE);
  });

  it("keeps commits of the attendee on their branch", () => {
    const folder = attendee();
    gitIn(folder, "commit", "--quiet", "--all", "--message=mine");
    const commit = gitIn(folder, "rev-parse", "HEAD");
    catchUp(folder, "1.2");
    expectToBeAt(folder, ONE, "1");
    expect(gitIn(folder, "rev-parse", `${ONE}^`)).toBe(commit);
  });

  it("keeps what was staged, even where it is in no file any more", () => {
    const folder = attendee();
    write(folder, new Map([[GAME, "// staged\n"]]));
    gitIn(folder, "add", GAME);
    write(folder, new Map([[GAME, "// and changed again\n"]]));
    catchUp(folder, "2");
    expect(on(folder, `my-work/${ONE}`)).toBe("// and changed again");
    expect(on(folder, `my-work/${ONE}^2`)).toBe("// staged");
  });

  it("keeps a file that git ignores where it is in the way", () => {
    const folder = attendee();
    write(
      folder,
      new Map([
        [".git/info/exclude", "src/cli/\n"],
        ["src/cli/terminal.ts", MINE],
      ]),
    );
    catchUp(folder, "2");
    expect(on(folder, `my-work/${ONE}`, "src/cli/terminal.ts")).toBe(MINE.trimEnd());
    expect(read(folder, "src/cli/terminal.ts")).toBe(STATES.get("2")?.get("src/cli/terminal.ts"));
  });

  it("leaves games and installed packages alone", () => {
    const folder = attendee();
    write(
      folder,
      new Map([
        ["data/games.db", MINE],
        ["node_modules/one.js", MINE],
      ]),
    );
    catchUp(folder, "2");
    expect([read(folder, "data/games.db"), read(folder, "node_modules/one.js")]).toEqual([MINE, MINE]);
  });

  it("brings back files that were deleted", () => {
    const folder = attendee();
    rmSync(`${folder}/src`, { recursive: true });
    catchUp(folder, "1.2");
    expectToBeAt(folder, ONE, "1");
  });

  it("keeps commits that are on no branch", () => {
    const folder = attendee();
    gitIn(folder, "switch", "--quiet", "--detach");
    gitIn(folder, "commit", "--quiet", "--all", "--message=on no branch");
    const commit = gitIn(folder, "rev-parse", "HEAD");
    catchUp(folder, "2");
    expectToBeAt(folder, TWO, "2");
    expect(gitIn(folder, "rev-parse", "my-work/detached^")).toBe(commit);
  });

  it("keeps both sides of a conflict, and ends the merge", () => {
    const folder = attendee();
    gitIn(folder, "switch", "--quiet", "--create", "other");
    gitIn(folder, "commit", "--quiet", "--all", "--message=other");
    gitIn(folder, "switch", "--quiet", ONE);
    write(folder, new Map([[GAME, "// ours\n"]]));
    gitIn(folder, "commit", "--quiet", "--all", "--message=ours");
    expect(() => gitIn(folder, "merge", "other")).toThrow();
    expect(gitIn(folder, "ls-files", "--unmerged")).not.toBe("");

    catchUp(folder, "2");
    expectToBeAt(folder, TWO, "2");
    expect(on(folder, `my-work/${ONE}`)).toContain("<<<<<<<");
    expect([on(folder, `my-work/${ONE}^1`), on(folder, `my-work/${ONE}^2`)]).toEqual(["// ours", "// mine"]);
    expect(existsSync(`${folder}/.git/MERGE_HEAD`)).toBe(false);
  });

  it("ends a rebase that is stuck", () => {
    const folder = attendee();
    gitIn(folder, "switch", "--quiet", "--create", "other");
    gitIn(folder, "commit", "--quiet", "--all", "--message=other");
    gitIn(folder, "switch", "--quiet", ONE);
    write(folder, new Map([[GAME, "// ours\n"]]));
    gitIn(folder, "commit", "--quiet", "--all", "--message=ours");
    const ours = gitIn(folder, "rev-parse", "HEAD");
    expect(() => gitIn(folder, "rebase", "other")).toThrow();

    catchUp(folder, "2");
    expectToBeAt(folder, TWO, "2");
    expect(gitIn(folder, "rev-parse", ONE)).toBe(ours);
    expect(existsSync(`${folder}/.git/rebase-merge`)).toBe(false);
  });

  it("works where nothing has been committed yet", () => {
    const folder = throwAwayFolder();
    gitIn(folder, "init", "--quiet", "--initial-branch=mine");
    write(folder, new Map([...(BRANCHES.get(ONE) as Files), [GAME, MINE]]));
    catchUp(folder, "2");
    expectToBeAt(folder, TWO, "2");
    expect(on(folder, "my-work/mine")).toBe(MINE.trimEnd());
  });

  it("finds a name where a branch called my-work is in the way", () => {
    const folder = attendee();
    gitIn(folder, "branch", "my-work");
    catchUp(folder, "2");
    expect(on(folder, `my-work-${ONE}`)).toBe(MINE.trimEnd());
  });

  it("changes nothing where the branch is checked out elsewhere", () => {
    const folder = attendee();
    gitIn(folder, "worktree", "add", "--quiet", `${throwAwayFolder()}/elsewhere`, TWO);
    expect(() => catchUp(folder, "2")).toThrow(`${TWO} is checked out in`);
    expect([headOf(folder), read(folder, GAME)]).toEqual([ONE, MINE]);
    expect(keptIn(folder)).toBe("");
  });

  it("needs no author, and leaves one of its own where git has none", () => {
    const folder = attendee();
    gitIn(folder, "config", "user.useConfigOnly", "true");
    const { GIT_CONFIG_GLOBAL: before } = process.env;
    process.env.GIT_CONFIG_GLOBAL = "/dev/null";
    try {
      catchUp(folder, "2");
    } finally {
      if (before === undefined) delete process.env.GIT_CONFIG_GLOBAL;
      else process.env.GIT_CONFIG_GLOBAL = before;
    }
    expect(gitIn(folder, "log", "-1", "--format=%an", `my-work/${ONE}`)).toBe("Attendee");
  });
});
