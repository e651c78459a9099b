import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { HELP } from "../../../src/cli/usage.ts";
import { CliInProcess, runInProcess } from "../support/in-process.ts";
import { pathInAFolderOfItsOwn } from "../support/store-file.ts";
import { gameBetween, storeGames } from "../support/stored-games.ts";

test("serves the pages until Ctrl-C, and says where", async () => {
  const store = pathInAFolderOfItsOwn("games.db");
  await storeGames(store, { abcd: gameBetween("Ann", "Bob", "D") });
  const cli = new CliInProcess(["web", "--port", "0", "--store", store]);
  await cli.output.readUntil("Ctrl-C stops it");
  const [, address = ""] = /^Ready at (http:\/\/127\.0\.0\.1:\d+\/) /m.exec(cli.output.raw) ?? [];
  expect(await (await fetch(address)).text()).toContain("game?id=abcd");
  for (const [path, type] of [
    ["style.css", "text/css"],
    ["game.css", "text/css"],
    ["game.js", "text/javascript"],
    ["live.js", "text/javascript"],
    ["icon.svg", "image/svg+xml"],
  ]) {
    expect((await fetch(`${address}${path}`)).headers.get("content-type")).toBe(`${type}; charset=utf-8`);
  }
  const live = await fetch(`${address}live/games`); // is open when the program ends
  cli.interrupt();
  expect(await cli.ended).toMatchObject({ code: 0, errors: "" });
  await live.text().catch(() => {});
});

test("a port in use is a sentence", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as { port: number };
  expect(await runInProcess(["web", "--port", `${port}`, "--store", "memory"])).toMatchObject({
    code: 1,
    errors: `Port ${port} on 127.0.0.1 is in use: stop the program that listens there or choose another port.\n`,
  });
});

test("a file that is not there is not made", async () => {
  const store = pathInAFolderOfItsOwn("mistyped.db");
  expect(await runInProcess(["web", "--port", "0", "--store", store])).toMatchObject({
    code: 1,
    errors: `There is no file ${store}: check --store, or start a game there with play.\n`,
  });
});

test("a port that cannot be is a sentence", async () => {
  const { code, errors } = await runInProcess(["web", "--port", "65536"]);
  expect([code, errors]).toEqual([2, `--port takes a number from 0 to 65535.\n${HELP}\n`]);
});
