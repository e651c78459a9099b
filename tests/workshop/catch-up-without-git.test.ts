import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  symlinkSync,
} from "node:fs";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { catchUp, keptBefore } from "../../workshop/attendee/catching-up/catching-up.ts";
import { type Files, PACK_FILE, pack, unpack } from "../../workshop/attendee/pack.ts";
import { branchesFrom } from "../../workshop/branches.ts";
import { GAME, MINE, ONE, STATES, TWO, withoutGit } from "./small-project.ts";
import { gitIn, MAIN, read, throwAwayFolder, write } from "./throw-away.ts";

const KEPT = `my-work/${ONE}`;
const HERE = process.platform !== "win32";

describe("catching up without git", () => {
  it("moves everything aside first, each time to a new place", () => {
    const branch = branchesFrom(MAIN).get(ONE) as Files;
    const states = unpack(branch.get(PACK_FILE) ?? "");
    const folder = throwAwayFolder();
    write(folder, new Map([...branch, [GAME, MINE], ["notes.txt", MINE], ["data/games.db", MINE]]));
    expect(catchUp(folder, "2").join("\n")).toContain(`is kept in the folder ${KEPT}.`);
    expect([read(folder, `${KEPT}/${GAME}`), read(folder, `${KEPT}/notes.txt`)]).toEqual([MINE, MINE]);
    expect(existsSync(`${folder}/notes.txt`)).toBe(false);
    expect(read(folder, "data/games.db")).toBe(MINE);
    for (const [path, text] of states.get("2") ?? []) expect(read(folder, path), path).toBe(text);

    write(folder, new Map([[GAME, "// later\n"]]));
    catchUp(folder, "2.3");
    expect(read(folder, `my-work/${TWO}/${GAME}`)).toBe("// later\n");
    expect(read(folder, `${KEPT}/${GAME}`)).toBe(MINE);
    write(folder, new Map([[GAME, "// later still\n"]]));
    catchUp(folder, "2.3");
    expect(readdirSync(`${folder}/my-work`)).toEqual([ONE, TWO, `${TWO}-2`]);
  });

  it("makes no folder where the files are as they came, and says how they come back", () => {
    const folder = withoutGit(new Map());
    expect(catchUp(folder, "2.3").join("\n")).toContain(
      "no new folder: npm run catch-up 1 brings them back.",
    );
    expect([existsSync(`${folder}/my-work`), read(folder, GAME)]).toEqual([false, "// as after 2.2\n"]);

    write(folder, new Map([["notes.txt", MINE]]));
    catchUp(folder, "2");
    expect(read(folder, `my-work/${TWO}/notes.txt`)).toBe(MINE);
    expect(catchUp(folder, "1").join("\n")).toContain("npm run catch-up 2 brings them back.");
    expect(readdirSync(`${folder}/my-work`)).toEqual([TWO]);
  });

  it("does not take the repository around the folder for its own, even where .git is a folder that is none", () => {
    const outer = throwAwayFolder();
    gitIn(outer, "init", "--quiet");
    write(
      `${outer}/workshop`,
      new Map([...(STATES.get("1") ?? []), [PACK_FILE, read(withoutGit(), PACK_FILE)], [GAME, MINE]]),
    );
    mkdirSync(`${outer}/workshop/.git`);
    catchUp(`${outer}/workshop`, "2");
    expect(read(outer, `workshop/${KEPT}/${GAME}`)).toBe(MINE);
    expect([gitIn(outer, "branch", "--list"), gitIn(outer, "ls-files")]).toEqual(["", ""]);
  });
});

describe("catching up without git keeps every kind of file as what it is:", () => {
  it("links, in place of a file and of a folder, whose other end stays as it was", () => {
    const [folder, outside] = [withoutGit(), throwAwayFolder()];
    renameSync(`${folder}/${GAME}`, `${outside}/mine.ts`);
    symlinkSync(`${outside}/mine.ts`, `${folder}/${GAME}`);
    write(outside, new Map([["one.txt", MINE]]));
    symlinkSync(outside, `${folder}/notes`, "junction");
    symlinkSync("nowhere", `${folder}/dangling`);
    catchUp(folder, "1.3");
    expect(readdirSync(outside).sort()).toEqual(["mine.ts", "one.txt"]);
    expect([read(outside, "mine.ts"), read(outside, "one.txt")]).toEqual([MINE, MINE]);
    expect(lstatSync(`${folder}/${GAME}`).isFile()).toBe(true);
    expect(lstatSync(`${folder}/${KEPT}/notes`).isSymbolicLink()).toBe(true);
    expect(readlinkSync(`${folder}/${KEPT}/${GAME}`)).toBe(`${outside}/mine.ts`);
    expect(readlinkSync(`${folder}/${KEPT}/dangling`)).toBe("nowhere");
    expect(existsSync(`${folder}/notes`)).toBe(false);
  });

  it("src as a link to a folder elsewhere", () => {
    const [folder, outside] = [withoutGit(), throwAwayFolder()];
    renameSync(`${folder}/src`, `${outside}/src`);
    symlinkSync(`${outside}/src`, `${folder}/src`, "junction");
    catchUp(folder, "2");
    expect(read(outside, GAME)).toBe(MINE);
    expect([read(folder, GAME), lstatSync(`${folder}/src`).isDirectory()]).toEqual([
      STATES.get("2")?.get(GAME),
      true,
    ]);
  });

  it("a file with a second name elsewhere", () => {
    const [folder, outside] = [withoutGit(), throwAwayFolder()];
    linkSync(`${folder}/${GAME}`, `${outside}/mine.ts`);
    catchUp(folder, "2");
    expect(read(outside, "mine.ts")).toBe(MINE);
  });

  it.runIf(HERE)("sockets, folders that are empty, programs, and what cannot be read", async () => {
    const folder = withoutGit();
    const server = createServer().listen(`${folder}/socket`);
    await new Promise((resolve) => server.once("listening", resolve));
    mkdirSync(`${folder}/empty/inner`, { recursive: true });
    chmodSync(`${folder}/${GAME}`, 0o100);
    catchUp(folder, "2");
    server.close();
    expect(lstatSync(`${folder}/${KEPT}/${GAME}`).mode & 0o777).toBe(0o100);
    expect(existsSync(`${folder}/${KEPT}/empty/inner`)).toBe(true);
    expect(existsSync(`${folder}/empty`)).toBe(false);
  });
});

describe("catching up without git moves everything or nothing:", () => {
  it.each<[string, (folder: string) => void]>([
    ["a link is called my-work", (folder) => symlinkSync(throwAwayFolder(), `${folder}/my-work`, "junction")],
    ["a file is called my-work", (folder) => write(folder, new Map([["my-work", MINE]]))],
  ])("%s", (_, hinder) => {
    const folder = withoutGit();
    hinder(folder);
    const before = readdirSync(folder);
    expect(() => catchUp(folder, "2")).toThrow(
      /^Nothing was changed: .*my-work is in the way, .*: rename it\.$/,
    );
    expect([readdirSync(folder), read(folder, GAME)]).toEqual([before, MINE]);
  });

  it("the new files cannot be put in place", () => {
    const folder = withoutGit(
      new Map([
        [GAME, MINE],
        ["workshop/attendee/branch.json", JSON.stringify({ branch: "a", exercise: "1" })],
      ]),
    );
    // A file that is both in the pack and among what is left in place.
    const states = new Map([...STATES, ["2", new Map([...(STATES.get("2") ?? []), ["data", "x"]])]]);
    mkdirSync(`${folder}/data/inner`, { recursive: true });
    write(folder, new Map([[PACK_FILE, pack(states)]]));
    const before = readdirSync(folder);
    expect(() => catchUp(folder, "2")).toThrow(/^Nothing was changed: /);
    expect([readdirSync(folder), read(folder, GAME), existsSync(`${folder}/my-work`)]).toEqual([
      before,
      MINE,
      false,
    ]);
  });
});

describe("what was kept", () => {
  it("is listed, with its time, where there is any", () => {
    const folder = withoutGit();
    expect(keptBefore(folder)).toEqual([
      "Nothing is kept yet: npm run catch-up keeps your work before it goes anywhere.",
    ]);
    catchUp(folder, "2");
    expect(keptBefore(folder)).toEqual([
      expect.stringMatching(
        /^my-work\/01-exercise-start-game {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}a folder here$/,
      ),
    ]);
  });
});

describe("where there is nowhere to go", () => {
  it("says what follows the last exercise, and changes nothing", () => {
    const folder = throwAwayFolder();
    write(folder, STATES.get("2") ?? new Map());
    expect(catchUp(folder, undefined).join("\n")).toContain(`solution-${TWO}, and the whole program on main`);
    expect(existsSync(`${folder}/my-work`)).toBe(false);
  });

  it("names what there is", () => {
    const folder = withoutGit();
    expect(() => catchUp(folder, "4")).toThrow("There is no exercise and no step 4: there are 1, 1.1,");
    expect(existsSync(`${folder}/my-work`)).toBe(false);
  });
});
