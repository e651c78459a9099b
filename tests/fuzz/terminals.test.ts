import { randomUUID } from "node:crypto";
import { setImmediate as turnOfOthers } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect } from "vitest";
import { CliAtATerminal, CTRL_C, hasTerminals } from "../cli/support/cli-at-a-terminal.ts";
import { CliInProcess } from "../cli/support/in-process.ts";
import { standInStreams } from "../cli/support/stand-in-streams.ts";
import { pathInAFolderOfItsOwn } from "../cli/support/store-file.ts";
import { gameBetween, storeGames } from "../cli/support/stored-games.ts";
import { endedInTime, inTime } from "./deadline.ts";
import { expectStoredAsShown } from "./expected/shown-boards.ts";
import { expectSafe } from "./expected/soundness.ts";
import { fuzz } from "./fuzz.ts";
import { harmlessKeys, keys } from "./inputs/keys.ts";
import { twoNames } from "./inputs/typed-lines.ts";

const store = pathInAFolderOfItsOwn("games.db");

type Command = "play" | "play on" | "join" | "watch" | "replay";

async function wordsFor(command: Command, [one, two]: readonly [string, string]): Promise<string[]> {
  if (command === "play") return [command];
  const id = randomUUID();
  await storeGames(store, { [id]: gameBetween(one, two, "DDE") });
  if (command === "play on") return ["play", id];
  return [command, id, ...(command === "join" ? [`--as=${two}`] : [])];
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
    if (command !== "replay") await expectStoredAsShown(cli.output.text, store);
  },
});

const KIND = "keys and pastes at a pseudo-terminal, checked together at its end";

describe.runIf(hasTerminals)("at a terminal of the operating system", () => {
  fuzz("it is the same, and Ctrl-C leaves it as it was", {
    input: harmlessKeys,
    inputs: { few: 1, many: 25 },
    cases: 25,
    async check(keys, count) {
      const names = ["--player-one", "Ann", "--player-two", "Bob"];
      const cli = new CliAtATerminal(["--store", store, ...names]);
      await inTime(cli.screen.readUntil("Ann (X) moves: "), 30_000);
      for (const piece of keys) {
        await cli.press("", piece);
        await turnOfOthers();
      }
      count(KIND, keys.length);
      await cli.press("", `\r${CTRL_C}`); // Return ends an incomplete sequence, so that the program reads Ctrl-C.
      const { code, settings } = await endedInTime(cli);
      expectSafe(cli.screen, { atTerminal: true });
      expect(code).toBe(0);
      if (process.platform !== "win32") expect(settings).toMatch(/ icanon.* echo /s);
      await expectStoredAsShown(cli.screen.text, store);
    },
  });
});
