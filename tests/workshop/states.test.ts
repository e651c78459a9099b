import { expect, test } from "vitest";
import { MANIFEST_FILE, parseManifest } from "../../workshop/attendee/manifest.ts";
import { branchesFrom } from "../../workshop/branches.ts";
import { carry } from "../../workshop/carrying.ts";
import { LINEAGE_FILE, objectionsToLineage } from "../../workshop/lineage.ts";
import { gitIn, MAIN, throwAwayFolder, write } from "./throw-away.ts";

const GAME = "workshop/exercises/01-start-game";
const { exercises } = parseManifest(MAIN.get(MANIFEST_FILE) ?? "");
const changed = (path: string, change: (text: string) => string) =>
  new Map([...MAIN, [path, change(MAIN.get(path) ?? "")]]);
const without = (gone: string) => new Map([...MAIN].filter(([path]) => path !== gone));

test.each([
  [
    "a version that is the same as before",
    new Map([
      ...MAIN,
      [`${GAME}/1.4/src/domain/events.ts`, MAIN.get(`${GAME}/start/src/domain/events.ts`) ?? ""],
    ]),
    "superfluous: it was the same before",
  ],
  [
    "a version that nothing imports",
    new Map([...MAIN, [`${GAME}/1.4/src/domain/clock.ts`, "export {};\n"]]),
    "src/domain/clock.ts of exercise 1 is superfluous",
  ],
  [
    "a version for a step that there is not",
    new Map([...MAIN, [`${GAME}/1.9/src/domain/game.ts`, ""]]),
    "01-start-game/1.9/src/domain/game.ts belongs to no step",
  ],
  [
    "a test of a step that there is not",
    new Map([...MAIN, [`${GAME}/tests/1.9.test.ts`, ""]]),
    "tests/1.9.test.ts tests no step",
  ],
  [
    "a test that is missing",
    without(`${GAME}/tests/1.3.test.ts`),
    "01-start-game/tests/1.3.test.ts is missing",
  ],
  ["a text that is missing", without(`${GAME}/README.md`), "01-start-game/README.md is missing"],
  ["a file of main that is missing", without("src/domain/board.ts"), "There is no src/domain/board.ts"],
  [
    "a default file that cannot be told apart",
    changed("src/persistence/connection/store-location.ts", (text) =>
      text.replace("connect-four.db", "games.db"),
    ),
    "for a file of its own on each branch",
  ],
])("%s is an error", (_, files, sentence) => {
  expect(() => branchesFrom(files)).toThrow(sentence);
});

test("the versions of taught files belong together as they are", () => {
  expect(objectionsToLineage(MAIN, exercises)).toEqual([]);
});

test("a change of an early step is noticed, and reaches the later ones by one command", () => {
  const repository = throwAwayFolder();
  gitIn(repository, "init", "--quiet");
  write(repository, MAIN);
  gitIn(repository, "add", "workshop", "src");

  const file = `${GAME}/1.2/src/domain/game.ts`;
  const files = changed(file, (text) => text.replace("one game of Connect Four", "a single game"));
  expect(objectionsToLineage(files, exercises)).toHaveLength(1);

  const { files: carried } = carry(repository, files);
  for (const step of ["1.3", "1.4", "1.5", "1.6", "1.7"]) {
    expect(carried.get(`${GAME}/${step}/src/domain/game.ts`)).toContain("a single game");
  }
  expect([...carried.keys()].filter((path) => path.includes("03-"))).toEqual([]);
  expect(objectionsToLineage(new Map([...files, ...carried]), exercises)).toEqual([]);
});

test("a change that does not fit is carried nowhere, and stays an error", () => {
  const repository = throwAwayFolder();
  gitIn(repository, "init", "--quiet");
  write(repository, MAIN);
  gitIn(repository, "add", "workshop", "src");

  const file = `${GAME}/1.3/src/domain/game.ts`;
  const files = changed(file, (text) =>
    text.replace("this.#playerOne = playerOne;", "this.#playerOne = playerOne.trim();"),
  );
  const { files: carried, report } = carry(repository, files);
  expect(report).toContain(`${file} → ${GAME}/1.6/src/domain/game.ts: DOES NOT FIT, left as it was`);
  expect(carried.has(`${GAME}/1.6/src/domain/game.ts`)).toBe(false);
  expect(carried.has(LINEAGE_FILE)).toBe(true);
  expect(objectionsToLineage(new Map([...files, ...carried]), exercises)).toHaveLength(1);
});
