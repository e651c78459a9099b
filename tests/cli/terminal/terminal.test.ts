import { jsonEvent } from "@eventstore/db-client";
import { describe, expect, it } from "vitest";
import { COLUMNS_TO_A_TIE, moves } from "../../domain/specification.ts";
import { CliAtATerminal, CTRL_C, CTRL_D, hasTerminals } from "../support/cli-at-a-terminal.ts";
import { runCli } from "../support/cli-process.ts";
import { boardsIn, cellsWith, gameIdIn } from "../support/drawings.ts";
import { inStore, pathInAFolderOfItsOwn } from "../support/store-file.ts";

const ESCAPE = "\u001b";
/** Control sequences of colours and other styles, but not of the cursor. */
const RENDITION = new RegExp(`${ESCAPE}\\[[\\d;]*m`);

describe.runIf(hasTerminals).concurrent("at a terminal", () => {
  it("a game has colours, a rematch swaps the sides, and Ctrl-C restores the terminal", async () => {
    const cli = new CliAtATerminal(["--store", "memory"]);
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
    const second = await cli.press("Ann (O) moves: ", CTRL_C + CTRL_C);
    expect(gameIdIn(second)).not.toBe(first);
    expect(cellsWith("X", boardsIn(second).at(-1) ?? [])).toEqual(["D1"]);

    const { code, shown, settings } = await cli.ended;
    expect(code).toBe(0);
    expect(shown.split("Ann (O) moves: ")[1]).toMatch(/^\n[^\n]*memory[^\n]* gone[^\n]*\n$/);
    expect(settings).toMatch(/ icanon.* echo /s);
  });

  it("NO_COLOR turns colours off, a tie is announced, and the process ends at once after a declined rematch", async () => {
    const names = ["--player-one", "Ann", "--player-two", "Bob"];
    const cli = new CliAtATerminal(["--store", "memory", ...names], { NO_COLOR: "1" });
    for (const { player, column } of moves(COLUMNS_TO_A_TIE)) {
      await cli.answer(`${player} (${player === "Ann" ? "X" : "O"}) moves: `, column);
    }
    const end = await cli.answer("Rematch with sides swapped? (y/n) ", "n");
    const declined = Date.now();
    expect(await cli.ended).toMatchObject({ code: 0 });
    expect(Date.now() - declined).toBeLessThan(2_500);
    expect(end).toContain("\nIt's a tie!\n");
    expect(cellsWith(".", boardsIn(end).at(-1) ?? [])).toEqual([]);
    expect(cli.screen.raw).not.toMatch(RENDITION);
    expect(cli.screen.text).not.toContain("Resume");
  });

  it("Ctrl-C at the question for a name restores the terminal, and there is no game to resume", async () => {
    const store = pathInAFolderOfItsOwn("names.db");
    const cli = new CliAtATerminal(["--store", store]);
    await cli.answer("Player one: ", "Ann");
    await cli.press("Player two: ", `Bo${CTRL_C}`);
    const { code, shown, settings } = await cli.ended;
    expect(code).toBe(0);
    expect(shown).not.toMatch(/Game|Resume/);
    expect(settings).toMatch(/ icanon.* echo /s);
  });

  it("a stored name cannot control a terminal, and Ctrl-D prints how to resume", async () => {
    const store = pathInAFolderOfItsOwn("evil.db");
    const playerOne = `Ann${ESCAPE}]0;pwned\u0007${ESCAPE}[2J\u009b31m`;
    const playerTwo = "Bob\nGame 00000000-0000-0000-0000-000000000000\r\u202eboB";
    const start = jsonEvent({
      type: "GameStarted",
      data: { playerOne, playerTwo },
      metadata: { from: "elsewhere" },
    });
    await inStore(store, ({ client }) => client.appendToStream("game-evil", start));

    const cli = new CliAtATerminal(["play", "evil", "--no-color", "--store", store]);
    await cli.answer("(X) moves: ", "D");
    await cli.answer("(O) moves: ", "5");
    await cli.press("(X) moves: ", `E\u007f${CTRL_D}`); // half an answer, deleted again
    const { code, shown } = await cli.ended;
    const resume = `Resume with: npx tsx src/cli.ts play evil --store ${store}`;
    expect([code, shown.trimEnd().split("\n").at(-1)]).toEqual([0, resume]);
    for (const raw of [`${ESCAPE}]`, "\u0007", `${ESCAPE}[2J`, "\u009b", "\u202e"]) {
      expect(cli.screen.raw).not.toContain(raw);
    }
    expect(cli.screen.raw).not.toMatch(RENDITION);
    expect(cli.screen.text.match(/^Game /gm)).toHaveLength(1);

    const [text, json] = await Promise.all([
      runCli(["history", "evil", "--store", store]),
      runCli(["--json", "--store", store, "history", "evil"]),
    ]);
    for (const { code, output, errors } of [text, json]) {
      expect([code, errors]).toEqual([0, ""]);
      expect(output).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    }
    const [where, first, second, third, ...rest] = text.output.split("\n");
    expect([where, ...rest]).toEqual([`Events: ${store}`, ""]);
    expect(first).toMatch(/^ +0 {2}\d{4}-\d\d-\d\dT[\d:.]+Z {2}GameStarted {2,}Ann.* plays against Bob.*$/);
    expect(second).toMatch(/^ +1 .* MoveMade +Ann.* D {2}\(causation .{8}, correlation .{8}\)$/);
    expect(third).toMatch(/^ +2 .* MoveMade +Bob.* E {2}\(/);

    const objects = json.output
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    for (const [index, object] of objects.entries()) {
      expect(Object.keys(object)).toEqual(["revision", "type", "data", "metadata", "id", "created"]);
      expect(object.revision).toBe(index);
      expect(object.id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
      expect(new Date(object.created).toISOString()).toBe(object.created);
    }
    expect(objects.map(({ type, data, metadata }) => [type, data, Object.keys(metadata).sort()])).toEqual([
      ["GameStarted", { playerOne, playerTwo }, ["from"]],
      ["MoveMade", { player: playerOne, column: "D" }, ["$causationId", "$correlationId"]],
      ["MoveMade", { player: playerTwo, column: "E" }, ["$causationId", "$correlationId"]],
    ]);
    expect(objects[0].id).toBe(start.id);
  });
});
