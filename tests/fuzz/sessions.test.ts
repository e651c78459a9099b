import { setImmediate as turnOfOthers } from "node:timers/promises";
import fc from "fast-check";
import { expect } from "vitest";
import { resumeLine } from "../../src/cli/screens/playing/resume.ts";
import { locateStore } from "../../src/persistence/connection/store-location.ts";
import { gameIdIn } from "../cli/support/drawings.ts";
import { CliInProcess } from "../cli/support/in-process.ts";
import { gameIn, pathInAFolderOfItsOwn } from "../cli/support/store-file.ts";
import { endedInTime } from "./deadline.ts";
import { Conversation, compareTranscript } from "./expected/conversation.ts";
import { expectSafe } from "./expected/soundness.ts";
import { fuzz } from "./fuzz.ts";
import { linesOf, typed, wordsFor } from "./inputs/typed-lines.ts";

const store = pathInAFolderOfItsOwn("games.db");

fuzz("whatever comes through a pipe, each line is answered, and each move that was shown is stored", {
  input: fc.record({
    typed: typed(120),
    /** Number of turns of the event loop before Ctrl-C. */
    interrupted: fc.option(fc.nat({ max: 400 }), { freq: 4 }),
  }),
  inputs: { few: 3, many: 220 },
  cases: 8_000,
  async check({ typed, interrupted }, count) {
    const cli = new CliInProcess([...wordsFor(typed), "--store", store]);
    for (const piece of typed.pieces) cli.input.write(piece);
    cli.input.end();
    for (let turn = 0; interrupted !== null && turn < interrupted; turn++) await turnOfOthers();
    if (interrupted !== null) cli.interrupt();
    const { code, output, errors } = await endedInTime(cli);

    expectSafe(cli.output);
    expect([code, errors]).toEqual([0, ""]);
    const header = `Events: ${store}\n`;
    expect(output.startsWith(header)).toBe(true);
    const id = gameIdIn(output);
    const lines = await linesOf(typed);
    const told = compareTranscript(output.slice(header.length), new Conversation(id, typed.names), lines);
    const isOpen = id !== "" && told.events.at(-1)?.type !== "GameFinished";
    const farewell = isOpen ? `${resumeLine(id, locateStore(store, {}), store)}\n` : "";
    expect(told.rest).toBe(told.asked === undefined ? farewell : `${told.asked}\n${farewell}`);
    if (interrupted === null && told.asked !== undefined) expect(told.answered).toBe(lines.length);
    if (id !== "") expect((await gameIn(store, id)).events).toEqual(told.events);
    count("lines typed into a pipe, each answered as it should be", told.answered);
  },
});
