import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { CliInProcess, runInProcess } from "../cli/in-process.ts";
import { gameBetween, PLAYER_ONE_WINS, storeGames } from "../cli/stored-games.ts";
import { type CommandLine, commandLines, type Places } from "./command-lines.ts";
import { endedInTime, interruptedInTime } from "./deadline.ts";
import { fuzz } from "./fuzz.ts";
import { expectSafe, expectSaidFor } from "./soundness.ts";

/** For what gives no --store: never the file that belongs to whoever runs these tests. */
const NOWHERE = { EVENTSTOREDB_URI: "redis://nowhere" };

const folder = mkdtempSync(join(tmpdir(), "command-lines-"));
const inFolder = (name: string) => join(folder, name);
const workingFolder = process.cwd();

const places: Places = {
  store: inFolder("games.db"),
  open: "0a0a0a0a-1111-4111-8111-000000000001",
  finished: "0b0b0b0b-1111-4111-8111-000000000002",
  broken: "0c0c0c0c-1111-4111-8111-000000000003",
  noStores: [
    folder,
    inFolder("letter"),
    inFolder("damaged.db"),
    inFolder("letter/games.db"),
    `${folder}\uFFFD`.repeat(99),
  ],
  missing: inFolder("missing.db"),
  deadPort: 1,
};

beforeAll(async () => {
  process.chdir(folder); // for the files that command lines make
  await storeGames(places.store, {
    [places.open]: gameBetween("Ann", "Bob", "DD"),
    [places.finished]: gameBetween("Ann", "Bob", PLAYER_ONE_WINS),
    [places.broken]: [{ type: "GamePaused" }],
  });
  await runInProcess(["games", "--store", places.store]);
  writeFileSync("letter", "Dear Ann, ".repeat(1_000));
  writeFileSync("damaged.db", "SQLite format 3\0");
});

afterAll(() => {
  process.chdir(workingFolder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** Without those that SQLite keeps beside its own until garbage has been collected. */
const files = () => readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name));

function expectJson(words: readonly string[], output: string): void {
  if (words.includes("history")) for (const line of output.trimEnd().split("\n")) JSON.parse(line);
  else expect(JSON.parse(output)).toBeInstanceOf(Array);
}

async function check({ words, codes, mayCreate }: CommandLine): Promise<number | null> {
  const before = files();
  const cli = new CliInProcess(words, NOWHERE);
  cli.input.end();
  // Who does not wait for anything is left alone: Ctrl-C would come before what is to be said.
  const { code, output, errors } = await (codes.includes(0) ? interruptedInTime(cli) : endedInTime(cli));
  expectSafe(cli.output);
  expectSafe(cli.errors);
  expectSaidFor(code, errors);
  expect(code, errors).toBeOneOf([...codes]);
  if (code === 2) expect(output.replace(/^Events: .*\n/, "")).toBe("");
  if (code === 0 && codes.length === 1 && words.includes("--json")) expectJson(words, output);
  if (!mayCreate) expect(files()).toEqual(before);
  return code;
}

fuzz("whatever is on the command line, it is done or refused, and mistakes leave no traces", {
  input: commandLines(places),
  inputs: { few: 40, many: 3_000 },
  cases: 3_000,
  async check(line, count) {
    count(`command lines with exit code ${await check(line)}`);
  },
});
