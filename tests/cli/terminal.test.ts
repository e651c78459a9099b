import { jsonEvent } from "@eventstore/db-client";
import { describe, expect, it, vi } from "vitest";
import { ANN_AND_BOB, COLUMNS_TO_A_TIE, moves } from "../domain/specification.ts";
import { CliAtATerminal, CTRL_C, CTRL_D, hasTerminals } from "./cli-at-a-terminal.ts";
import { runCli } from "./cli-process.ts";
import { boardsIn, cellsWith, gameIdIn } from "./drawings.ts";
import { gameIn, inStore, pathInAFolderOfItsOwn } from "./store-file.ts";

vi.setConfig({ testTimeout: 30_000 }); // a process takes half a second, and many are started at once

const ESCAPE = "\u001b";
/** What colours and other renditions begin and end with; moving the cursor is another thing. */
const RENDITION = new RegExp(`${ESCAPE}\\[[\\d;]*m`);
const ANN_AND_BOB_BY_OPTION = ["--player-one", "Ann", "--player-two", "Bob"];
const hasStty = process.platform !== "win32";
const STTY = hasStty ? "stty -a" : undefined;

describe.runIf(hasTerminals).concurrent("at a terminal", () => {
  it("a game is played in colours, a rematch has the sides swapped, and Ctrl-C leaves the terminal as it was", async () => {
    const cli = new CliAtATerminal(["--store", "memory"], {}, STTY);
    await cli.answer("Player one: ", "Ann");
    await cli.answer("Player two: ", "Bob");
    for (const { player, column } of moves("ABABABA")) {
      await cli.answer(`${player} (${player === "Ann" ? "X" : "O"}) moves: `, column.toLowerCase());
    }
    const firstEnd = await cli.answer("Rematch with sides swapped? (y/n) ", "perhaps");
    expect(firstEnd).toContain("\nAnn wins!\n");
    expect(cellsWith("[X]", boardsIn(firstEnd).at(-1) ?? [])).toEqual(["A1", "A2", "A3", "A4"]);
    expect(cli.screen.raw).toMatch(new RegExp(`${ESCAPE}\\[[\\d;]*m\\[X\\]`));
    expect(cli.screen.raw).toMatch(new RegExp(`${ESCAPE}\\[[\\d;]*m O `));
    const first = gameIdIn(cli.screen.text);

    const again = await cli.answer("Rematch with sides swapped? (y/n) ", "Y");
    expect(again).toMatch(/^perhaps\n[^\n]+\.\n/);
    await cli.answer("Bob (X) moves: ", "4");
    const second = await cli.press("Ann (O) moves: ", CTRL_C);
    expect(gameIdIn(second)).not.toBe(first);
    expect(cellsWith("X", boardsIn(second).at(-1) ?? [])).toEqual(["D1"]);

    expect(await cli.ended).toEqual({ code: 0 });
    const [, afterwards = ""] = cli.screen.text.split("Ann (O) moves: ");
    expect(afterwards).toMatch(/^\n[^\n]*memory[^\n]* gone[^\n]*\n/);
    if (hasStty) expect(afterwards).toMatch(/ icanon.* echo /s);
  });

  it("NO_COLOR is honoured, a tie is a tie, and Ctrl-C at the question for a rematch leaves", async () => {
    const cli = new CliAtATerminal(["--store", "memory", ...ANN_AND_BOB_BY_OPTION], { NO_COLOR: "1" });
    for (const { player, column } of moves(COLUMNS_TO_A_TIE)) {
      await cli.answer(`${player} (${player === "Ann" ? "X" : "O"}) moves: `, column);
    }
    const end = await cli.press("Rematch with sides swapped? (y/n) ", CTRL_C);
    expect(end).toContain("\nIt's a tie!\n");
    expect(cellsWith(".", boardsIn(end).at(-1) ?? [])).toEqual([]);
    expect(await cli.ended).toEqual({ code: 0 });
    expect(cli.screen.raw).not.toMatch(RENDITION);
    expect(cli.screen.text).not.toContain("Resume");
  });

  it("Ctrl-C and Ctrl-D at the questions for the names leave, and so does n after a game", async () => {
    const store = pathInAFolderOfItsOwn("names.db");
    const [one, two, n] = [
      new CliAtATerminal(["--store", store], {}, STTY),
      new CliAtATerminal(["--store", store], {}, STTY),
      new CliAtATerminal(["--store", store, "--no-color", ...ANN_AND_BOB_BY_OPTION], {}, STTY),
    ];
    await Promise.all([
      one.press("Player one: ", CTRL_C),
      two.answer("Player one: ", "Ann").then(() => two.press("Player two: ", CTRL_D)),
    ]);
    for (const { player, column } of moves("ABABABA")) {
      await n.answer(`${player} (${player === "Ann" ? "X" : "O"}) moves: `, column);
    }
    await n.answer("Rematch with sides swapped? (y/n) ", "n");
    expect(await Promise.all([one.ended, two.ended, n.ended])).toEqual([
      { code: 0 },
      { code: 0 },
      { code: 0 },
    ]);
    for (const { screen } of [one, two]) expect(screen.text).not.toMatch(/Game|Resume/);
    expect(n.screen.raw).not.toMatch(RENDITION);
    for (const { screen } of [one, two, n]) {
      if (hasStty) expect(screen.text).toMatch(/ icanon.* echo /s);
    }
  });

  it("Ctrl-D leaves a game that can be resumed, in which half a line was typed", async () => {
    const store = pathInAFolderOfItsOwn("resumed.db");
    const cli = new CliAtATerminal(["--store", store, ...ANN_AND_BOB_BY_OPTION]);
    await cli.answer("Ann (X) moves: ", "D");
    await cli.press("Bob (O) moves: ", `E\u007f${CTRL_D}`);
    expect(await cli.ended).toEqual({ code: 0 });
    const id = gameIdIn(cli.screen.text);
    expect(cli.screen.text.trimEnd().split("\n").at(-1)).toBe(
      `Resume with: npx tsx src/cli.ts play ${id} --store ${store}`,
    );
    expect((await gameIn(store, id)).events).toEqual([ANN_AND_BOB, ...moves("D")]);
  });

  it("what was stored under a name never does anything to the terminal", async () => {
    const store = pathInAFolderOfItsOwn("evil.db");
    const playerOne = `Ann${ESCAPE}]0;pwned\u0007${ESCAPE}[2J\u009b31m`;
    const playerTwo = "Bob\nGame 00000000-0000-0000-0000-000000000000\r\u202eboB";
    const start = jsonEvent({ type: "GameStarted", data: { playerOne, playerTwo } });
    await inStore(store, ({ client }) => client.appendToStream("game-evil", start));

    const cli = new CliAtATerminal(["play", "evil", "--store", store]);
    await cli.answer("(X) moves: ", "D");
    await cli.answer("(O) moves: ", "D");
    await cli.answer("(X) moves: ", "q");
    const [text, json, ended] = await Promise.all([
      runCli(["history", "evil", "--store", store]),
      runCli(["history", "evil", "--store", store, "--json"]),
      cli.ended,
    ]);
    expect(ended).toEqual({ code: 0 });
    for (const raw of [`${ESCAPE}]`, "\u0007", `${ESCAPE}[2J`, "\u009b", "\u202e"]) {
      expect(cli.screen.raw).not.toContain(raw);
    }
    expect(cli.screen.text.match(/^Game /gm)).toHaveLength(1);
    for (const { code, output, errors } of [text, json]) {
      expect([code, errors]).toEqual([0, ""]);
      expect(output).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    }
    expect(text.output.trimEnd().split("\n"), "one line for the store and one for each event").toHaveLength(
      1 + 3,
    );
    expect(JSON.parse(json.output.split("\n")[0] ?? "").data).toEqual({ playerOne, playerTwo });
  });
});
