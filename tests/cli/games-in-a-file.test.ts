import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { ANN_AND_BOB, moves } from "../domain/specification.ts";
import { CLI, CliProcess, PROJECT, runCli } from "./cli-process.ts";
import { boardsIn, cellsWith, gameIdIn } from "./drawings.ts";
import { gameIn, inStore, pathInAFolderOfItsOwn } from "./store-file.ts";

vi.setConfig({ testTimeout: 30_000 }); // a process takes half a second, and many are started at once

const ANN_WON = { type: "GameFinished", result: "PlayerOneWon" };

test.concurrent("a game is carried on by the line that was printed, after leaving, Ctrl-C and kill -9, to its end", async () => {
  const store = pathInAFolderOfItsOwn("it's a game.db");
  const left = await runCli(["--store", store], ["Ann", "Bob", "D", "E"]);
  const id = gameIdIn(left.output);
  expect([left.code, left.errors]).toEqual([0, ""]);
  const [resume = ""] = /^Resume with: .*$/m.exec(left.output) ?? [];
  expect(left.output.endsWith(`Ann (X) moves: \n${resume}\n`)).toBe(true);

  // As a shell reads it, quotation marks and all; only what npx would have to look for is put in its place.
  const command = resume.replace("Resume with: npx tsx src/cli.ts", CLI.map((word) => `"${word}"`).join(" "));
  const resumed = spawn(command, { shell: true, cwd: PROJECT, stdio: ["pipe", "pipe", "inherit"] });
  let output = "";
  resumed.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  resumed.stdin.end("D\nq\n");
  expect(await once(resumed, "close")).toEqual([0, null]);
  expect(gameIdIn(output)).toBe(id);
  expect(boardsIn(output).map((board) => [cellsWith("X", board), cellsWith("O", board)])).toEqual([
    [["D1"], ["E1"]],
    [["D1", "D2"], ["E1"]],
  ]);
  expect(output.endsWith(`${resume}\n`)).toBe(true);

  const interrupted = new CliProcess(["play", id, "--store", store]).type("E");
  await interrupted.output.readUntil("Ann (X) moves: ");
  interrupted.send("SIGINT");
  const { code, signal, output: untilCtrlC, errors } = await interrupted.ended;
  if (process.platform !== "win32") expect([code, signal, errors]).toEqual([0, null, ""]);
  if (process.platform !== "win32") expect(untilCtrlC.endsWith(`Ann (X) moves: \n${resume}\n`)).toBe(true);

  const killed = new CliProcess(["play", id, "--store", store]).type("D");
  await killed.output.readUntil("Bob (O) moves: ");
  killed.send("SIGKILL");
  await killed.ended;
  expect((await gameIn(store, id)).events, "each move is stored before it is shown").toEqual([
    ANN_AND_BOB,
    ...moves("DEDED"),
  ]);

  const toTheEnd = await runCli(["play", id, "--store", store], ["E", "D", "E"]);
  expect([toTheEnd.code, toTheEnd.errors]).toEqual([0, ""]);
  expect(toTheEnd.output.endsWith("\nAnn wins!\n")).toBe(true);
  expect((await gameIn(store, id)).events).toEqual([ANN_AND_BOB, ...moves("DEDEDED"), ANN_WON]);

  const lookedAt = await runCli(["play", id, "--store", store], ["A"]);
  expect([lookedAt.code, lookedAt.errors]).toEqual([0, ""]);
  expect(boardsIn(lookedAt.output).map((board) => cellsWith("[X]", board))).toEqual([
    ["D1", "D2", "D3", "D4"],
  ]);
  expect(lookedAt.output.endsWith("\nAnn wins!\n"), "a game that is over asks for no moves").toBe(true);
});

test.concurrent("of two who play one game from two terminals, the second is told whose turn it is, and shown the board", async () => {
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

test.concurrent("three games at once in one new file are all played to their end, and all there is lies in the file", async () => {
  const store = pathInAFolderOfItsOwn("many.db");
  const ends = await Promise.all(
    ["A", "B", "C"].map((column) => {
      const other = column === "C" ? "D" : "G";
      return runCli(["--store", store], ["Ann", "Bob", ...`${column}${other}`.repeat(3), column]);
    }),
  );
  for (const { code, output, errors } of ends) {
    expect([code, errors]).toEqual([0, ""]);
    expect(output.endsWith("\nAnn wins!\n")).toBe(true);
  }
  await inStore(store, async ({ client }) => {
    const games = new GameRepository(client);
    const played = await Promise.all(ends.map(({ output }) => games.get(gameIdIn(output))));
    expect(played.map(({ events }) => events)).toEqual([
      [ANN_AND_BOB, ...moves("AGAGAGA"), ANN_WON],
      [ANN_AND_BOB, ...moves("BGBGBGB"), ANN_WON],
      [ANN_AND_BOB, ...moves("CDCDCDC"), ANN_WON],
    ]);
  });
});

test.concurrent("a server of one's own serves several terminals, and no password given for it is printed", async () => {
  const server = new CliProcess(["eventstore", "--port", "0", "--store", "memory"]);
  const ready = await server.output.readUntil("tls=false");
  const [, port] = /^Ready at esdb:\/\/127\.0\.0\.1:(\d+)\?/m.exec(ready) ?? [];
  expect(ready).toMatch(/^Events: memory/);

  const store = `esdb://me:hunter2@127.0.0.1:${port}?tls=false`;
  const [left, taken] = await Promise.all([
    runCli(["--store", store], ["Ann", "Bob", "D"]),
    runCli(["eventstore", "--port", `${port}`, "--store", "memory"]),
  ]);
  expect([left.code, left.errors]).toEqual([0, ""]);
  expect(left.output.split("\n")[0]).toBe(`Events: esdb://127.0.0.1:${port}`);
  expect(left.output).not.toContain("hunter2");
  const id = gameIdIn(left.output);
  const passwordless = `esdb://me:PASSWORD@127.0.0.1:${port}?tls=false`;
  const quoted = process.platform === "win32" ? `"${passwordless}"` : `'${passwordless}'`;
  expect(left.output.endsWith(`\nResume with: npx tsx src/cli.ts play ${id} --store ${quoted}\n`)).toBe(true);
  expect([taken.code, taken.output]).toEqual([1, ""]);
  expect(taken.errors).toMatch(new RegExp(`^[^\\n]*${port}[^\\n]*in use[^\\n]*\\.\\n$`));

  const env = { EVENTSTOREDB_URI: `esdb://127.0.0.1:${port}?tls=false` };
  const { code, output } = await runCli(["play", id], ["E", "q"], { env });
  expect([code, output.split("\n")[0]]).toEqual([0, `Events: esdb://127.0.0.1:${port}`]);
  expect(
    output.endsWith(`\nResume with: npx tsx src/cli.ts play ${id}\n`),
    "EVENTSTOREDB_URI is still set",
  ).toBe(true);

  server.send("SIGTERM");
  const ended = await server.ended;
  if (process.platform !== "win32") expect([ended.code, ended.signal, ended.errors]).toEqual([0, null, ""]);
});
