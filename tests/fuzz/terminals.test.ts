import { randomUUID } from "node:crypto";
import { setImmediate as turnOfOthers } from "node:timers/promises";
import fc from "fast-check";
import { expect } from "vitest";
import { COLUMNS } from "../../src/domain/board.ts";
import { boardsIn, cellsWith } from "../cli/drawings.ts";
import { CliInProcess } from "../cli/in-process.ts";
import { standInStreams } from "../cli/stand-in-streams.ts";
import { gameIn, pathInAFolderOfItsOwn } from "../cli/store-file.ts";
import { gameBetween, storeGames } from "../cli/stored-games.ts";
import { endedInTime } from "./deadline.ts";
import { fuzz } from "./fuzz.ts";
import { keys } from "./keys.ts";
import { expectSafe } from "./soundness.ts";
import { twoNames } from "./typed-lines.ts";

const store = pathInAFolderOfItsOwn("games.db");

type Command = "play" | "play on" | "join" | "watch" | "replay";

async function wordsFor(command: Command, [one, two]: readonly [string, string]): Promise<string[]> {
  if (command === "play") return [command];
  const id = randomUUID();
  await storeGames(store, { [id]: gameBetween(one, two, "DDE") });
  if (command === "play on") return ["play", id];
  return [command, id, ...(command === "join" ? [`--as=${two}`] : [])];
}

/**
 * The cells of the last board that the screen shows of each game must be those that are stored. (A game under the id
 * of zeros is one that was typed.)
 */
async function expectStoredAsShown(screen: string): Promise<void> {
  const [, ...games] = screen.split(/^Game (?!0{8}-)(?=[\da-f-]{36}$)/m);
  for (const game of games) {
    const id = game.slice(0, 36);
    const { board } = await gameIn(store, id);
    const shown = boardsIn(game).at(-1) ?? [];
    const tokens = [1, 2, 3, 4, 5, 6].flatMap((row) =>
      COLUMNS.map((column) => [`${column}${row}`, board.tokenAt({ column, row })] as const),
    );
    const stored = (token: string) => tokens.filter(([, one]) => one === token).map(([cell]) => cell);
    expect([cellsWith("X", shown), cellsWith("O", shown)]).toEqual([
      stored("PlayerOne"),
      stored("PlayerTwo"),
    ]);
  }
}

fuzz("whatever is typed at a terminal, it stays a terminal, and what it shows last is stored", {
  input: fc.record({
    command: fc.oneof(
      { weight: 6, arbitrary: fc.constant<Command>("play") },
      fc.constantFrom<Command>("play on", "join", "watch", "replay"),
    ),
    names: twoNames,
    keys,
  }),
  inputs: { few: 3, many: 150 },
  cases: 3_000,
  async check({ command, names, keys }, count) {
    const words = await wordsFor(command, names);
    const standIns = standInStreams(["input", "output"]);
    const cli = new CliInProcess([...words, "--store", store], {}, standIns);
    let isOver = false;
    void cli.ended.then(() => {
      isOver = true;
    });
    for (const piece of keys) {
      if (isOver) break;
      cli.input.write(piece);
      count("keys and pastes at a terminal, checked together at its end");
      await turnOfOthers();
    }
    cli.input.end();
    const { code, errors } = await endedInTime(cli);

    expectSafe(cli.output, { atTerminal: true });
    expect([code, errors, cli.input.isRaw]).toEqual([0, "", false]);
    if (command !== "replay") await expectStoredAsShown(cli.output.text);
  },
});
