import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ConnectFour } from "../../src/application/connect-four.ts";
import { Game } from "../../src/domain/game.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { CliInProcess } from "./support/in-process.ts";

/** The functions in the README's diagram of a move, with their files. */
const STOPS = [
  ["src/application/connect-four.ts", ConnectFour.prototype, "makeMove"],
  ["src/persistence/game-repository.ts", GameRepository.prototype, "get"],
  ["src/domain/game.ts", Game, "loadFromHistory"],
  ["src/domain/game.ts", Game.prototype, "makeMove"],
  ["src/persistence/game-repository.ts", GameRepository.prototype, "add"],
] as const;

/** @returns the files of the diagram that are on the call stack, from the outermost caller to the called file. */
function filesOnTheWayTo(callee: string): string[] {
  const frames = (new Error().stack ?? "").split("\n");
  const files = frames.flatMap((frame) => /src\/[\w/-]+\.ts/.exec(frame.replaceAll("\\", "/"))?.[0] ?? []);
  return [...new Set([callee, ...files])].reverse();
}

test("one move goes through the rooms in the order of the README's diagram", async () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, diagram = ""] = /^## How a move becomes an event\n\n```\n(.*?)^```/ms.exec(readme) ?? [];
  const drawn = [...diagram.matchAll(/^ {2}(src\/\S+\.ts)/gm)].map(([, file]) => file ?? "");
  const called = [...diagram.matchAll(/\b(\w+)\(/g)].map(([, method]) => method);

  const cli = new CliInProcess(["play", "--player-one=Ann", "--player-two=Bob", "--store=memory"]);
  await cli.output.readUntil("Ann (X) moves: ");
  const entered: string[] = [];
  const methods: string[] = [];
  Error.stackTraceLimit = 50;
  for (const [file, owner, method] of STOPS) {
    const original = Reflect.get(owner, method);
    Reflect.set(owner, method, function (this: unknown, ...words: unknown[]) {
      methods.push(method);
      entered.push(...filesOnTheWayTo(file));
      return Reflect.apply(original, this, words);
    });
  }
  cli.input.end("d\n");
  await cli.ended;
  expect(methods).toEqual(STOPS.map(([, , method]) => method));
  expect([...new Set(entered)].filter((file) => drawn.includes(file))).toEqual(drawn);
  for (const method of called) expect(methods).toContain(method);
  expect(drawn.length).toBe(4);
});
