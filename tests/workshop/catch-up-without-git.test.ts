import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catchUp } from "../../workshop/attendee/catching-up.ts";
import { type Files, PACK_FILE, unpack } from "../../workshop/attendee/pack.ts";
import { branchesFrom } from "../../workshop/branches.ts";
import { gitIn, MAIN, read, throwAwayFolder, write } from "./throw-away.ts";

const [ONE, TWO] = ["01-exercise-start-game", "02-exercise-play-the-game"];
const BRANCHES = branchesFrom(MAIN);
const STATES = unpack(BRANCHES.get(ONE)?.get(PACK_FILE) ?? "");
const GAME = "src/domain/game.ts";
const MINE = "// mine\n";

describe("catching up without git", () => {
  it("copies everything aside first, each time to a new place", () => {
    const folder = throwAwayFolder();
    write(
      folder,
      new Map([...(BRANCHES.get(ONE) as Files), [GAME, MINE], ["notes.txt", MINE], ["data/games.db", MINE]]),
    );
    expect(catchUp(folder, "2").join("\n")).toContain(`in the folder my-work/${ONE}.`);
    expect([read(folder, `my-work/${ONE}/${GAME}`), read(folder, `my-work/${ONE}/notes.txt`)]).toEqual([
      MINE,
      MINE,
    ]);
    expect(existsSync(`${folder}/notes.txt`)).toBe(false);
    expect(read(folder, "data/games.db")).toBe(MINE);
    expect(read(folder, GAME)).toBe(STATES.get("2")?.get(GAME));

    write(folder, new Map([[GAME, "// later\n"]]));
    catchUp(folder, "2.3");
    expect(read(folder, `my-work/${TWO}/${GAME}`)).toBe("// later\n");
    expect(read(folder, `my-work/${ONE}/${GAME}`)).toBe(MINE);
    catchUp(folder, "2.3");
    expect(existsSync(`${folder}/my-work/${TWO}-2`)).toBe(true);
  });

  it("does not take the repository around the folder for its own", () => {
    const outer = throwAwayFolder();
    gitIn(outer, "init", "--quiet");
    write(`${outer}/workshop`, new Map([...(BRANCHES.get(ONE) as Files), [GAME, MINE]]));
    catchUp(`${outer}/workshop`, "2");
    expect(read(outer, `workshop/my-work/${ONE}/${GAME}`)).toBe(MINE);
    expect(gitIn(outer, "branch", "--list")).toBe("");
  });
});

describe("where there is nowhere to go", () => {
  it("says what follows the last exercise, and changes nothing", () => {
    const folder = throwAwayFolder();
    write(folder, BRANCHES.get("03-exercise-persisting-the-events") as Files);
    expect(catchUp(folder, undefined).join("\n")).toContain(
      "solution-03-exercise-persisting-the-events, and the whole program on main",
    );
    expect(existsSync(`${folder}/my-work`)).toBe(false);
  });

  it("names what there is", () => {
    const folder = throwAwayFolder();
    write(folder, BRANCHES.get(ONE) as Files);
    expect(() => catchUp(folder, "4")).toThrow("There is no exercise and no step 4: there are 1, 1.1,");
    expect(existsSync(`${folder}/my-work`)).toBe(false);
  });
});
