import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ROOT = new URL("../../", import.meta.url);
const fromCi = (name: string) => import(new URL(`.ci/${name}.js`, ROOT).href);
const { commandsIn, stickCommandsIn } = await fromCi("readme");
const { bothSides, expectationFor, gameIn } = await fromCi("expectations");

const BLOCKS: string[][] = commandsIn(readFileSync(new URL("README.md", ROOT), "utf8"));

describe("the newcomer who runs the README's commands", () => {
  it.each(BLOCKS.map((block) => [block]))("knows what they show: %j", (block) => {
    let branch = "main";
    for (const command of block) {
      expect(expectationFor(command, branch), `.ci/expectations.js, ${command}`).toBeDefined();
      branch = /^git switch (\S+)$/.exec(command)?.[1] ?? branch;
    }
  });

  it("finds all of them", () => {
    expect(BLOCKS.flat()).toEqual(
      expect.arrayContaining(["npm start", "npm test", "git switch 01-exercise-start-game"]),
    );
  });

  it("takes the commands of shell blocks word for word, without comments, and of no other block", () => {
    const text =
      '# A\n\n```sh\na b   # c\n# d\n\ne "f#g"  #h\n```\n\n```ts\ni\n```\n\n```sh\r\nj # k\r\n```\n';
    expect(commandsIn(text)).toEqual([["a b", 'e "f#g"  #h'], ["j"]]);
  });

  it("expects that the tests of an exercise are red, and those of main are not", () => {
    expect(expectationFor("npm test", "main").code).toBeUndefined();
    expect(expectationFor("npm test", "01-exercise-start-game").code).toBe(1);
    expect(expectationFor("npm run gone", "main")).toBeUndefined();
  });

  it("plays both sides of the game that it has started", () => {
    const id = "54907181-0754-4ff0-b9d6-9c539cc5ebb5";
    expect(gameIn(`Events: memory\nGame ${id}\n\n`)).toBe(id);
    expect(gameIn("Game over")).toBeUndefined();
    expect(bothSides(`join ${id} --as Bob`)).toEqual([
      { command: `join ${id} --as Bob`, answers: ["a"] },
      { command: `join ${id} --as Ann`, answers: ["g"] },
    ]);
  });
});

describe("the stick that CI fills", () => {
  const guide = readFileSync(new URL("workshop/FACILITATOR.md", ROOT), "utf8");
  const { facilitator, attendee } = stickCommandsIn(guide);

  it("has what the facilitator's guide says: one git bundle, and npm's cache for several systems", () => {
    expect(facilitator[0]).toMatch(/^git bundle create stick\/connect-four\.bundle /);
    expect(facilitator.filter((command: string) => /^npm ci .*--os=/.test(command)).length).toBeGreaterThan(
      1,
    );
  });

  it("is where the attendee clones and installs from", () => {
    expect(attendee).toEqual([
      "git clone --branch 01-exercise-start-game stick/connect-four.bundle connect-four",
      "cd connect-four",
      "npm test --offline --cache ../stick/npm-cache",
    ]);
  });
});
