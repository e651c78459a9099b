import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { ANN_AND_BOB, COLUMNS_TO_A_TIE, moves } from "../domain/specification.ts";
import { PROJECT } from "../programs.ts";
import { hasSignals } from "../runs-here.ts";
import { CLI_BY_TSX, CliProcess, runCli } from "./support/cli-process.ts";
import { boardsIn, cellsWith, gameIdIn } from "./support/drawings.ts";
import { gameIn, inStore, pathInAFolderOfItsOwn } from "./support/store-file.ts";

const ANN_WON = { type: "GameFinished", result: "PlayerOneWon" };

test.concurrent("after end of input, Ctrl-C and kill -9, the printed command resumes the game", async () => {
  const store = pathInAFolderOfItsOwn("it's a game.db");
  const cli = new CliProcess(["--store", store]);
  const left = await cli.endInput("Ann\nBob\nD\nE").ended;
  const id = gameIdIn(left.output);
  expect([left.code, left.errors]).toEqual([0, ""]);
  const [resume = ""] = /^Resume with: .*$/m.exec(left.output) ?? [];
  expect(left.output.endsWith(`Ann (X) moves: \n${resume}\n`)).toBe(true);
  expect((await gameIn(store, id)).events, "with the last line, which has no line feed").toEqual([
    ANN_AND_BOB,
    ...moves("DE"),
  ]);

  const interrupted = new CliProcess(["play", id, "--store", store]).type("D");
  await interrupted.output.readUntil("Bob (O) moves: ");
  interrupted.send("SIGINT");
  const { code, signal, output: untilCtrlC, errors } = await interrupted.ended;
  if (hasSignals()) {
    expect([code, signal, errors]).toEqual([0, null, ""]);
    expect(untilCtrlC.endsWith(`Bob (O) moves: \n${resume}\n`)).toBe(true);
  }

  const killed = new CliProcess(["play", id, "--store", store]).type("E");
  await killed.output.readUntil("Ann (X) moves: ");
  killed.send("SIGKILL");
  await killed.ended;
  expect((await gameIn(store, id)).events, "each move is stored before it is shown").toEqual([
    ANN_AND_BOB,
    ...moves("DEDE"),
  ]);

  // A shell parses the printed command; only `npx tsx src/cli.ts` is replaced by what npx would find.
  const command = resume.replace(
    "Resume with: npx tsx src/cli.ts",
    CLI_BY_TSX.map((word) => `"${word}"`).join(" "),
  );
  const resumed = spawn(command, { shell: true, cwd: PROJECT, stdio: ["pipe", "pipe", "inherit"] });
  let output = "";
  resumed.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  resumed.stdin.end("D\nE\nD\n");
  expect(await once(resumed, "close")).toEqual([0, null]);
  expect(gameIdIn(output)).toBe(id);
  const [board = []] = boardsIn(output);
  expect([cellsWith("X", board), cellsWith("O", board)]).toEqual([
    ["D1", "D2"],
    ["E1", "E2"],
  ]);
  expect(output.endsWith("\nAnn wins!\n")).toBe(true);
  expect((await gameIn(store, id)).events).toEqual([ANN_AND_BOB, ...moves("DEDEDED"), ANN_WON]);
});

test.concurrent("when two terminals make the same move, the second is told whose turn it is, and sees the board", async () => {
  const store = pathInAFolderOfItsOwn("two.db");
  const ann = new CliProcess(["--store", store, "--player-one", "Ann", "--player-two", "Bob"]);
  const id = gameIdIn(await ann.output.readUntil("Ann (X) moves: "));
  const bob = new CliProcess(["play", id, "--store", store]);
  await bob.output.readUntil("Ann (X) moves: ");

  ann.type("D");
  await ann.output.readUntil("Bob (O) moves: ");
  bob.type("E");
  const told = await bob.output.readUntil("Bob (O) moves: ");
  expect(told).toContain("\nIt is not Ann's turn: Bob moves next.\n");
  expect(boardsIn(told).map((board) => [cellsWith("X", board), cellsWith("O", board)])).toEqual([
    [["D1"], []],
  ]);
  bob.type("F");
  await bob.output.readUntil("Ann (X) moves: ");

  ann.type("G");
  const toldAnn = await ann.output.readUntil("Ann (X) moves: ");
  expect(toldAnn).toContain("\nIt is not Bob's turn: Ann moves next.\n");
  expect(boardsIn(toldAnn).map((board) => [cellsWith("X", board), cellsWith("O", board)])).toEqual([
    [["D1"], ["F1"]],
  ]);
  const ends = await Promise.all([ann.endInput().ended, bob.endInput().ended]);
  expect(ends.map(({ code, errors }) => [code, errors])).toEqual([
    [0, ""],
    [0, ""],
  ]);
  expect((await gameIn(store, id)).events).toEqual([ANN_AND_BOB, ...moves("DF")]);
});

test.concurrent("three games at once in one new file are played to their ends, and the file has all their events", async () => {
  const store = pathInAFolderOfItsOwn("many.db");
  const games = ["AGAGAGA", "BGBGBGCG", COLUMNS_TO_A_TIE];
  const ends = await Promise.all(
    games.map((columns) => runCli(["--store", store], ["Ann", "Bob", ...columns])),
  );
  expect(ends.map(({ code, errors }) => [code, errors])).toEqual(games.map(() => [0, ""]));
  expect(ends.map(({ output }) => output.split("\n").at(-2))).toEqual([
    "Ann wins!",
    "Bob wins!",
    "It's a tie!",
  ]);
  const full = boardsIn(ends[2]?.output ?? "").at(-1) ?? [];
  expect([cellsWith("X", full).length, cellsWith("O", full).length, cellsWith("[", full)]).toEqual([
    21,
    21,
    [],
  ]);

  await inStore(store, async ({ client }) => {
    const played = await Promise.all(
      ends.map(({ output }) => new GameRepository(client).get(gameIdIn(output))),
    );
    expect(played.map(({ events }) => events)).toEqual([
      [ANN_AND_BOB, ...moves("AGAGAGA"), ANN_WON],
      [ANN_AND_BOB, ...moves("BGBGBGCG"), { type: "GameFinished", result: "PlayerTwoWon" }],
      [ANN_AND_BOB, ...moves(COLUMNS_TO_A_TIE), { type: "GameFinished", result: "Tied" }],
    ]);
  });
});

test.concurrent("the command eventstore serves other terminals, and a password for it is never printed", async () => {
  const server = new CliProcess(["eventstore", "--port", "0", "--store", "memory"]);
  const ready = await server.output.readUntil("tls=false");
  const [, port] = /^Ready at esdb:\/\/127\.0\.0\.1:(\d+)\?/m.exec(ready) ?? [];
  expect(ready).toMatch(/^Events: memory/);

  const env = { EVENTSTOREDB_URI: `esdb://me:hunter2@127.0.0.1:${port}?tls=false` };
  const [left, taken] = await Promise.all([
    runCli([], ["Ann", "Bob", "D", "q"], { env }),
    runCli(["eventstore", "--port", `${port}`, "--store", "memory"]),
  ]);
  expect([left.code, left.errors]).toEqual([0, ""]);
  expect(left.output.split("\n")[0]).toBe(`Events: esdb://127.0.0.1:${port}`);
  expect(left.output).not.toContain("hunter2");
  const resume = `Resume with: npx tsx src/cli.ts play ${gameIdIn(left.output)}`;
  expect(left.output.endsWith(`\n${resume}\n`), "EVENTSTOREDB_URI will still be set").toBe(true);

  expect([taken.code, taken.output]).toEqual([1, ""]);
  expect(taken.errors).toMatch(new RegExp(`^[^\\n]*${port}[^\\n]*in use[^\\n]*\\.\\n$`));

  server.send("SIGTERM");
  const ended = await server.ended;
  if (hasSignals()) expect([ended.code, ended.signal, ended.errors]).toEqual([0, null, ""]);
});
