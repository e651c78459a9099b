import { type ChildProcess, spawn } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { catchUp } from "../../workshop/attendee/catching-up/catching-up.ts";
import { branchesFrom } from "../../workshop/branches.ts";
import { GAME, ONE } from "./small-project.ts";
import { MAIN, throwAwayFolder, write } from "./throw-away.ts";

const BRANCHES = branchesFrom(MAIN);
const BRANCH = BRANCHES.get(ONE) ?? new Map<string, string>();
const TSX = import.meta.resolve("tsx");
const LONG = "A sentence that is longer than forty characters, and of which all is needed.";

/** A folder of a branch, exercise 1 by default, with the dependencies, in which these files are different. */
function attendeeWith(files: Record<string, string>, branch: string = ONE): string {
  const folder = throwAwayFolder();
  write(folder, new Map([...(BRANCHES.get(branch) ?? []), ...Object.entries(files)]));
  symlinkSync(
    fileURLToPath(new URL("../../node_modules", import.meta.url)),
    join(folder, "node_modules"),
    "junction",
  );
  return folder;
}

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill();
});

/** What a run says through a pipe, as it comes. */
class Run {
  said = "";
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #listen = () => {};

  constructor(folder: string, ...words: string[]) {
    const command = ["--import", TSX, "workshop/attendee/test.ts", ...words];
    this.#child = spawn(process.execPath, command, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
    this.#child.stdout?.setEncoding("utf8").on("data", (text) => {
      this.said += text;
      this.#listen();
    });
    children.push(this.#child);
    this.#ended = new Promise((resolve) => this.#child.once("close", resolve));
  }

  end(): Promise<number | null> {
    return this.#ended;
  }

  stop(): Promise<number | null> {
    this.#child.kill();
    return this.#ended;
  }

  /** Waits until all of it has been said since the last time. @returns what was said. */
  async until(...texts: string[]): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#listen = () => {
        if (texts.every((text) => this.said.includes(text))) resolve();
      };
      this.#listen();
    });
    const { said } = this;
    this.said = "";
    return said;
  }
}

/** Milliseconds. Each test starts programs, one of them four, and the computer may be busy. */
const LIMIT = { timeout: 180_000 };

const withStart = (statement: string) =>
  (BRANCH.get(GAME) ?? "").replace(/(startGame\(.*\{\n)/, `$1    ${statement}\n`);

describe.concurrent("npm test", LIMIT, () => {
  it("cuts no message, names the line of the test, and runs the attendee's own tests", async () => {
    const run = new Run(
      attendeeWith({
        "tests/1.2.test.ts": `import { expect, it } from "vitest";\n\nit("a", () => {\n  expect(() => { throw new Error("${LONG}"); }).not.toThrow();\n});\n`,
        "tests/mine.test.ts": `import { expect, it } from "vitest";\nit("is mine", () => expect("${LONG}").toBe("b"));\n`,
        "tests/good.test.ts": 'import { it } from "vitest";\nit("is good", () => {});\n',
      }),
    );
    expect(await run.end()).toBe(1);
    expect(run.said).toContain(`    But       Error: ${LONG}\n    Test      tests/1.2.test.ts:4\n`);
    expect(run.said).toMatch(
      /\n\nYour own tests\n\n✓ tests\/good\.test\.ts\n✗ tests\/mine\.test\.ts\n\n {4}Rule {6}is mine\n/,
    );
    expect(run.said).toContain(`    But was   "${LONG}"\n    Test      tests/mine.test.ts:2\n`);
  });

  it("runs one step where one is named", async () => {
    const run = new Run(attendeeWith({}), "1.5");
    expect(await run.end()).toBe(1);
    expect(run.said).toMatch(/^Exercise 1: Start game\n\n✗ 1\.5 [^✗•?]*\n\nNext: 1\.5 .*\n$/);
  });

  it("gives each test file modules of its own: a static list is told in the step about lists of two games", async () => {
    const solution = BRANCHES.get(`solution-${ONE}`)?.get(GAME) ?? "";
    const game = solution
      .replace("  #events:", "  static #events:")
      .replaceAll("this.#events", "Game.#events");
    const run = new Run(attendeeWith({ [GAME]: game }, `solution-${ONE}`));
    expect(await run.end()).toBe(1);
    expect(run.said).toMatch(/\n✓ 1\.4 .*\n✗ 1\.5 .*\n\n {4}Rule {6}each game has events of its own\n/);
  });
});

describe("npm test", LIMIT, () => {
  it("--watch says which step has no end, stays, and shows another exercise as soon as it is there", async () => {
    const folder = attendeeWith({
      "tests/1.2.test.ts": 'import { it } from "vitest";\nit("a", () => {});\n',
      [GAME]: withStart("for (;;) {}"),
    });
    const run = new Run(folder, "--watch");
    const said = await run.until("Waiting for you to change a file.");
    expect(said).toContain("✓ 1.2");
    expect(said).toMatch(
      /\n✗ 1\.3 .*\n\n {4}But {7}Your code does not come to an end here: .*\n {4}Test {6}tests\/1\.3\.test\.ts\n/,
    );
    expect(said).toMatch(/\n\? 1\.7 .*\n\nNext: 1\.3 /);

    catchUp(folder, "2");
    expect(await run.until("Waiting for you to change a file.")).toMatch(/^Exercise 2: Play the game\n/);
    await run.stop();
  });
});
