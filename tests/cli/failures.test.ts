import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { jsonEvent } from "@eventstore/db-client";
import { describe, expect, it } from "vitest";
import { HELP } from "../../src/cli/usage.ts";
import { deadPort, silentServer } from "../persistence/servers/lossy-proxy.ts";
import { PROJECT } from "../programs.ts";
import { runsHere } from "../runs-here.ts";
import { CLI, CliProcess, runCli } from "./support/cli-process.ts";
import { runInProcess } from "./support/in-process.ts";
import { inStore, pathInAFolderOfItsOwn } from "./support/store-file.ts";

const ONE_SENTENCE = /^[A-Z"][^\n]*\.\n$/;

async function storeWith(...events: ReturnType<typeof jsonEvent>[]): Promise<string> {
  const store = pathInAFolderOfItsOwn("game.db");
  await inStore(store, ({ client }) => client.appendToStream("game-some-id", events));
  return store;
}

const started = () => jsonEvent({ type: "GameStarted", data: { playerOne: "Ann", playerTwo: "Bob" } });

describe("a failure is one sentence on standard error, and exit code 1:", () => {
  it("no such game", async () => {
    const store = await storeWith(started());
    const { code, output, errors } = await runInProcess(["history", "other-id", "--json", "--store", store]);
    expect([code, output]).toEqual([1, ""]);
    expect(errors).toMatch(ONE_SENTENCE);
    expect(errors).toContain("There is no game other-id");
  });

  it("a history that the state of a game cannot hold", async () => {
    const cheat = jsonEvent({ type: "MoveMade", data: { player: "Zoe", column: "D" } });
    const store = await storeWith(started(), cheat);
    const { code, output, errors } = await runInProcess(["play", "some-id", "--store", store]);
    expect([code, output]).toEqual([1, `Events: ${store}\n`]);
    expect(errors).toMatch(ONE_SENTENCE);
    expect(errors).toContain("some-id is corrupt at revision 1: Zoe does not play in this game");
  });
});

describe.concurrent("a failure of the store is one sentence on standard error, and exit code 1:", () => {
  it("a damaged file of a store, before the program asks for a name", async () => {
    const store = await storeWith(started());
    const bytes = readFileSync(store);
    writeFileSync(store, bytes.fill(0xa5, 4_096, 8_192));
    const { code, errors } = await new CliProcess(["--store", store]).ended; // while the pipe stays open
    expect([code, errors]).toEqual([1, expect.stringMatching(ONE_SENTENCE)]);
    expect(errors).toContain(`${store} is damaged`);
  });

  const moved = "a file that is moved away in mid-game";
  it.runIf(runsHere(process.platform !== "win32", moved, "Windows does not let it be"))(moved, async () => {
    const store = await storeWith(started());
    const cli = new CliProcess(["play", "some-id", "--store", store]);
    await cli.output.readUntil("Ann (X) moves: ");
    renameSync(store, `${store}.moved`);
    const { code, errors } = await cli.type("D").ended; // while the pipe stays open
    expect([code, errors]).toEqual([1, expect.stringMatching(ONE_SENTENCE)]);
    expect(errors).toMatch(/^The event store .* has been moved, deleted or replaced/);
  });

  it("a server that cannot be reached, named without its password, also when a game is started", async () => {
    const port = await deadPort();
    const store = `esdb://me:hunter2@localhost:${port}?tls=false`;
    const cli = new CliProcess(["--store", store]).type("Ann", "Bob"); // and the pipe stays open
    const { code, output, errors } = await cli.ended;
    expect([code, errors]).toEqual([1, expect.stringMatching(ONE_SENTENCE)]);
    expect(errors).toContain(`esdb://localhost:${port} cannot be reached`);
    expect(output.split("\n")[0]).toBe(`Events: esdb://localhost:${port}`);
    expect(output + errors).not.toContain("hunter2");
  });

  it("a server that never answers, for which the process does not wait at its end", async () => {
    const server = await silentServer();
    const store = `esdb://127.0.0.1:${server.port}`;
    const { code, errors } = await runCli(["history", "some-id", "--store", store]);
    expect([code, errors]).toEqual([1, expect.stringMatching(ONE_SENTENCE)]);
    expect(errors).toContain(store);
    await server.close();
  });
});

describe("a wrong command line is one sentence and where the usage is, on standard error, and exit code 2", () => {
  it("before any store is opened", async () => {
    const store = "/no/such/folder/and/nobody/could/make/it.db";
    const usage = await runInProcess(["help"]);
    const wrong = await runInProcess(["--bogus", "--store", store]);
    const version = await runInProcess(["--version", "--store", store]);
    const manifest = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
    expect(version).toMatchObject({ code: 0, output: `${manifest.version}\n`, errors: "" });
    expect([usage.code, usage.errors]).toEqual([0, ""]);
    expect(usage.output).toMatch(/^Usage:\n/);
    expect([wrong.code, wrong.output]).toEqual([2, ""]);
    expect(wrong.errors).toBe(`There is no option --bogus.\n${HELP}\n`);
  });
});

describe.concurrent("a reader of the output may stop reading:", () => {
  it("the process ends without a message", async () => {
    const cli = new CliProcess(["--store", "memory", "--player-one", "Ann", "--player-two", "Bob"]);
    await cli.output.readUntil("Ann (X) moves: ");
    cli.stopReading();
    cli.type("D", "E", "D", "E", "D", "E", "D");
    expect(await cli.ended).toMatchObject({ code: 0, signal: null, errors: "" });
  });

  it.runIf(runsHere(existsSync("/dev/full"), "a full disk", "there is no /dev/full"))(
    "but where the disk is full, that is a failure, and is called so",
    async () => {
      const [node = "", ...command] = CLI;
      const disk = openSync("/dev/full", "w");
      const cli = spawn(node, [...command, "help"], { stdio: ["ignore", disk, "pipe"] });
      const [errors, end] = await Promise.all([cli.stderr && text(cli.stderr), once(cli, "exit")]);
      expect([errors, end]).toEqual(["The disk is full: free some space.\n", [1, null]]);
      closeSync(disk);
    },
  );

  it("if the reader of the errors is gone too, the exit code still says that it failed", async () => {
    const mistaken = new CliProcess(["--bogus"]);
    const failing = new CliProcess(["games", "--store", PROJECT]);
    for (const cli of [mistaken, failing]) cli.stopReading("stderr");
    expect([(await mistaken.ended).code, (await failing.ended).code]).toEqual([2, 1]);
  });
});
