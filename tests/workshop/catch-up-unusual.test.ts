import {
  appendFileSync,
  existsSync,
  lstatSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { describe, expect, it } from "vitest";
import { catchUp } from "../../workshop/attendee/catching-up/catching-up.ts";
import { attendee, BRANCHES, GAME, headOf, keptIn, MINE, ONE, on, STATES, TWO } from "./small-project.ts";
import { gitIn, read, throwAwayFolder, write } from "./throw-away.ts";

const BOARD = "src/domain/board.ts";
const AS_IT_CAME = STATES.get("1")?.get(GAME) ?? "";
const game = (folder: string, text: string) => write(folder, new Map([[GAME, text]]));
const configure = (folder: string, lines: string) =>
  appendFileSync(`${folder}/.git/config`, `[core]\n${lines}`);

function expectToBeOn(folder: string, branch: string, state: string): void {
  expect(headOf(folder)).toBe(branch);
  expect(gitIn(folder, "status", "--porcelain")).toBe("");
  expect(read(folder, GAME)).toBe(STATES.get(state)?.get(GAME));
}

/** An attendee who has changed nothing. */
function newcomer(): string {
  const folder = attendee();
  rmSync(`${folder}/notes`, { recursive: true });
  game(folder, AS_IT_CAME);
  return folder;
}

describe("where nothing is different, there is no new branch:", () => {
  it("files were touched, written anew, and saved with the line ends of Windows", () => {
    const folder = newcomer();
    game(folder, AS_IT_CAME.replaceAll("\n", "\r\n"));
    utimesSync(`${folder}/README.md`, 1, 1);
    write(folder, new Map([[BOARD, STATES.get("1")?.get(BOARD) ?? ""]]));
    const said = catchUp(folder, "2");
    expectToBeOn(folder, TWO, "2");
    expect(said[0]).toBe(
      `Nothing was different from the last commit, so there is no new branch: all is in ${ONE}.`,
    );
    expect(keptIn(folder)).toBe("");
  });

  it("HEAD is a commit that a branch has", () => {
    const folder = newcomer();
    gitIn(folder, "switch", "--quiet", "--detach");
    expect(catchUp(folder, "2")[0]).toContain(`all is in ${ONE}.`);
    expect([headOf(folder), keptIn(folder)]).toEqual([TWO, ""]);
  });
});

describe("what git does not see, or refuses, is kept all the same:", () => {
  it("files that it is to take as unchanged, to skip, or not to look at", () => {
    const folder = newcomer();
    gitIn(folder, "update-index", "--assume-unchanged", GAME);
    gitIn(folder, "update-index", "--skip-worktree", BOARD);
    configure(folder, "ignoreStat = true\nfsmonitor = true\nuntrackedCache = true\nfilemode = false\n");
    write(
      folder,
      new Map([
        [GAME, MINE],
        [BOARD, MINE],
        ["notes.txt", MINE],
      ]),
    );
    catchUp(folder, "2");
    expectToBeOn(folder, TWO, "2");
    const kept = [GAME, BOARD, "notes.txt"].map((path) => on(folder, `my-work/${ONE}`, path));
    expect(kept).toEqual([MINE, MINE, MINE].map((text) => text.trimEnd()));
  });

  it("line ends of both kinds, which it is to refuse", () => {
    const folder = newcomer();
    configure(folder, "safecrlf = true\nautocrlf = true\n");
    game(folder, "// mine\r\n// too\n");
    catchUp(folder, "2");
    expectToBeOn(folder, TWO, "2");
    expect(on(folder, `my-work/${ONE}`)).toBe("// mine\n// too");
  });

  it("a change of the same length, in a file that has kept its time", () => {
    const folder = newcomer();
    utimesSync(`${folder}/${GAME}`, 1000, 1000);
    gitIn(folder, "add", GAME);
    game(folder, AS_IT_CAME.toUpperCase());
    utimesSync(`${folder}/${GAME}`, 1000, 1000);
    catchUp(folder, "2");
    expectToBeOn(folder, TWO, "2");
    expect(on(folder, `my-work/${ONE}`)).toBe(AS_IT_CAME.toUpperCase().trimEnd());
  });
});

describe("links", () => {
  it("are kept as links, and nothing outside is touched, where src is one", () => {
    const [folder, outside] = [attendee(), throwAwayFolder()];
    renameSync(`${folder}/src`, `${outside}/src`);
    symlinkSync(`${outside}/src`, `${folder}/src`);
    symlinkSync(outside, `${folder}/elsewhere`);
    catchUp(folder, "2");
    expectToBeOn(folder, TWO, "2");
    expect(read(outside, GAME)).toBe(MINE);
    expect(on(folder, `my-work/${ONE}`, "src")).toBe(`${outside}/src`);
    expect(lstatSync(`${folder}/src`).isSymbolicLink()).toBe(false);
    expect(existsSync(`${folder}/elsewhere`)).toBe(false);
  });

  it("in place of a file are kept, and so is what they lead to", () => {
    const [folder, outside] = [attendee(), throwAwayFolder()];
    renameSync(`${folder}/${GAME}`, `${outside}/mine.ts`);
    symlinkSync(`${outside}/mine.ts`, `${folder}/${GAME}`);
    catchUp(folder, "1.3");
    expect(read(outside, "mine.ts")).toBe(MINE);
    expectToBeOn(folder, ONE, "1.2");
  });

  it("called data or node_modules stay where they are", () => {
    const [folder, outside] = [attendee(), throwAwayFolder()];
    for (const name of ["data", "node_modules"]) symlinkSync(outside, `${folder}/${name}`);
    const said = catchUp(folder, "2").join("\n");
    expect([readlinkSync(`${folder}/data`), readlinkSync(`${folder}/node_modules`)]).toEqual([
      outside,
      outside,
    ]);
    expect(said).toContain("Your new files are in it, too: notes/of mine.txt.");
  });
});

it("keeps a file that git ignores where a folder is needed", () => {
  const folder = attendee();
  write(
    folder,
    new Map([
      [".git/info/exclude", "cli\n"],
      ["src/cli", MINE],
    ]),
  );
  catchUp(folder, "2");
  expectToBeOn(folder, TWO, "2");
  expect(on(folder, `my-work/${ONE}`, "src/cli")).toBe(MINE.trimEnd());
});

describe("a repository inside the work tree is left alone, and named:", () => {
  it.each(["notes", "src"])("%s", (inner) => {
    const folder = attendee();
    gitIn(folder, "init", "--quiet", inner);
    const said = catchUp(folder, "2").join("\n");
    expect(said).toContain(`A repository of its own inside this one was left as it is: ${inner}.`);
    expect([headOf(folder), read(folder, GAME)]).toEqual([TWO, STATES.get("2")?.get(GAME)]);
    expect(gitIn(`${folder}/${inner}`, "rev-parse", "--show-toplevel")).toContain(inner);
    if (inner === "notes") expect(read(folder, "notes/of mine.txt")).toBe(MINE);
  });

  it("one that is in the way, in which case nothing is changed", () => {
    const folder = attendee();
    write(folder, new Map([["src/cli/terminal.ts", MINE]]));
    gitIn(folder, "init", "--quiet", "src/cli");
    expect(() => catchUp(folder, "2")).toThrow(/Nothing was changed.*src\/cli/s);
    expect([headOf(folder), read(folder, GAME), read(folder, "src/cli/terminal.ts")]).toEqual([
      ONE,
      MINE,
      MINE,
    ]);
  });
});

it("works in a repository with the object format sha256", () => {
  const folder = throwAwayFolder();
  gitIn(folder, "init", "--quiet", "--object-format=sha256", "--initial-branch=mine");
  write(folder, new Map([...(BRANCHES.get(ONE) ?? []), [GAME, MINE]]));
  gitIn(folder, "add", ".");
  gitIn(folder, "commit", "--quiet", "--message=mine");
  game(folder, "// later\n");
  catchUp(folder, "2");
  expectToBeOn(folder, TWO, "2");
  expect(on(folder, "my-work/mine")).toBe("// later");
  catchUp(folder, "2.3");
  expectToBeOn(folder, TWO, "2.2");
});

it("takes a branch for what it is, where a tag has its name", () => {
  const folder = attendee();
  gitIn(folder, "tag", ONE);
  catchUp(folder, "1.3");
  expectToBeOn(folder, ONE, "1.2");
  expect(keptIn(folder)).toBe(`my-work/${ONE}`);
});
