import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { Child } from "../../eventstore/tests/processes/child.ts";
import { temporaryFolder } from "../../eventstore/tests/support/temporary-folder.ts";
import { CliProcess } from "../cli/support/cli-process.ts";
import { PLAYER_ONE_WINS } from "../cli/support/stored-games.ts";
import { deadPort } from "../persistence/servers/lossy-proxy.ts";
import { WAIT } from "./wait.ts";

test("a match and its announcements go on when the server has been killed and started again", async () => {
  const folder = temporaryFolder();
  const port = await deadPort();
  const startServer = async () => {
    const server = new Child("src/cli.ts", [
      "eventstore",
      "--port",
      `${port}`,
      "--store",
      join(folder, "games.db"),
    ]);
    await server.hasWritten(2); // the location of the events, and that the server is ready
    return server;
  };
  const store = ["--store", `esdb://127.0.0.1:${port}?tls=false`];
  const told = join(folder, "results.jsonl");
  const checkpoint = ["--checkpoint", join(folder, "checkpoint"), "--from", "start"];

  let server = await startServer();
  const announcer = new CliProcess(["announce", ...store, ...checkpoint, "--to", told]);
  const players = ["--player-one", "Ann", "--player-two", "Bob"];
  const match = new CliProcess(["play", "--best-of", "3", ...players, ...store]);
  onTestFinished(async () => {
    for (const program of [announcer, match]) program.send("SIGKILL");
    await Promise.all([announcer.ended, match.ended, server.kill()]);
  });
  const linesTold = () => readFileSync(told, "utf8").split("\n").length - 1;

  match.type(...PLAYER_ONE_WINS);
  await match.output.readUntil("Score: Ann 1, Bob 0\n");
  await match.output.readUntil("Bob (X) moves: "); // game 2 has been started, so nothing waits for the server
  await vi.waitUntil(() => linesTold() === 1, WAIT);
  await server.kill();
  await announcer.errors.readUntil(" cannot be reached: ");
  server = await startServer();
  match.type(...PLAYER_ONE_WINS, ...PLAYER_ONE_WINS);
  await match.output.readUntil("Score: Ann 2, Bob 1. Ann wins the match!\n");
  expect((await match.ended).code).toBe(0);
  await vi.waitUntil(() => linesTold() === 3, WAIT);
  await announcer.errors.readUntil(" answers again.");
});
