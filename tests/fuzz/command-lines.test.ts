import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect } from "vitest";
import { CliProcess } from "../cli/support/cli-process.ts";
import { CliInProcess } from "../cli/support/in-process.ts";
import { newFolder } from "../folders.ts";
import { endedInTime, interruptedInTime } from "./deadline.ts";
import { expectSafe, expectSaidFor } from "./expected/soundness.ts";
import { fuzz } from "./fuzz.ts";
import { type CommandLine, commandLines } from "./inputs/command-lines.ts";
import { createPlaces, NOWHERE, placesIn } from "./inputs/places.ts";

const folder = newFolder();
const places = placesIn(folder);
const workingFolder = process.cwd();

beforeAll(async () => {
  process.chdir(folder); // The command lines create files here.
  await createPlaces(places);
});

afterAll(() => process.chdir(workingFolder));

/** Lists the files, without SQLite's -wal and -shm files, which stay until garbage collection. */
const files = () => readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name));

function expectJson(words: readonly string[], output: string): void {
  if (words.includes("history")) for (const line of output.trimEnd().split("\n")) JSON.parse(line);
  else expect(JSON.parse(output)).toBeInstanceOf(Array);
}

type Program = Pick<CliInProcess, "output" | "errors" | "ended" | "interrupt">;

async function check({ words, codes, mayCreate }: CommandLine, start: (words: readonly string[]) => Program) {
  const before = files();
  const cli = start(words);
  // Ctrl-C is only for programs that wait; it could come before the error of another.
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
    const code = await check(line, (words) => {
      const cli = new CliInProcess(words, NOWHERE);
      cli.input.end();
      return cli;
    });
    count(`command lines with exit code ${code}`);
  },
});

/** Checks whether the command waits for other players until Ctrl-C, which Windows does not have. */
const waits = (words: readonly string[]) =>
  words.some((word) => ["watch", "join", "eventstore", "web"].includes(word));

fuzz("a process on its own does the same", {
  input: commandLines(places).filter(({ words }) => process.platform !== "win32" || !waits(words)),
  inputs: { few: 1, many: 60 },
  cases: 60,
  async check(line, count) {
    const code = await check(line, (words) => {
      const cli = new CliProcess(words, { cwd: folder, env: NOWHERE }).endInput();
      const hasBegun = words.includes("join") ? /^Waiting for /m : /^.* plays against |^Ready at /m;
      // Another program is about to end by itself: once it no longer listens for Ctrl-C, the signal would kill it.
      const interrupt = () => waits(words) && hasBegun.test(cli.output.raw) && cli.send("SIGINT");
      return Object.assign(cli, { interrupt });
    });
    count(`command lines with exit code ${code}, to a process of their own`);
  },
});
