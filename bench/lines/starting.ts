import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "../comparison.ts";
import type { Sizes } from "../sizes.ts";
import { type Row, ratioCells } from "../table.ts";

const ROUNDS = 12;
const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));
const TSX = fileURLToPath(import.meta.resolve("tsx/cli"));

/** Compares the time from the program's start to its first question with a program that does nothing. */
export async function startingRows(folder: string, { scale }: Sizes): Promise<Row[]> {
  const empty = join(folder, "empty.ts");
  writeFileSync(empty, "");
  const store = ["--store", join(folder, "starting.db")];
  const asking: number[] = [];
  const ending: number[] = [];
  for (let round = 0; round < Math.max(3, ROUNDS * scale); round++) {
    asking.push(await millisecondsOf([CLI, ...store], "Player one:"));
    ending.push(await millisecondsOf([empty]));
  }
  const ratios = ending.map((milliseconds, round) => milliseconds / (asking[round] ?? 0));
  return [
    [
      "start",
      `until the first question ${median(asking).toFixed(0)} ms`,
      `tsx with an empty file ${median(ending).toFixed(0)} ms`,
      ...ratioCells(ratios, Number((1 / 1.4).toFixed(2))),
    ],
  ];
}

/** @returns the milliseconds until the program has printed the text, or until it ends if no text is given. */
async function millisecondsOf(program: readonly string[], text?: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [TSX, ...program], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const printed = new Promise<void>((resolve) => {
    child.stdout.on("data", (output) => text !== undefined && `${output}`.includes(text) && resolve());
  });
  await (text === undefined ? ended : printed);
  const milliseconds = performance.now() - start;
  child.stdin.end();
  await ended;
  return milliseconds;
}
