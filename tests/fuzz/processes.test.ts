import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { expect } from "vitest";
import { resumeLine } from "../../src/cli/screens/playing/resume.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { locateStore } from "../../src/persistence/connection/store-location.ts";
import { CliProcess } from "../cli/support/cli-process.ts";
import { gameIdIn } from "../cli/support/drawings.ts";
import { gameIn, pathInAFolderOfItsOwn } from "../cli/support/store-file.ts";
import { endedInTime } from "./deadline.ts";
import { Conversation, compareTranscript, type Progress } from "./expected/conversation.ts";
import { expectSafe } from "./expected/soundness.ts";
import { type Count, fuzz } from "./fuzz.ts";
import { linesOf, type Typed, typed, wordsFor } from "./inputs/typed-lines.ts";

const onWindows = process.platform === "win32"; // Windows has no signals; kill() ends a process at once.

/** Ways in which a process ends. */
const FATES = [
  "end of input",
  "reader gone",
  "SIGKILL",
  ...(onWindows ? [] : (["SIGINT", "SIGTERM"] as const)),
] as const;
type Fate = (typeof FATES)[number];

/** When it ends: after this many questions, or this many milliseconds. */
type Moment = { readonly questions: number } | { readonly milliseconds: number };

interface Life {
  readonly typed: Typed;
  readonly fate: Fate;
  readonly moment: Moment;
}

const life: fc.Arbitrary<Life> = fc.record({
  typed: typed(120),
  fate: fc.constantFrom(...FATES),
  moment: fc.oneof(
    fc.nat({ max: 40 }).map((questions) => ({ questions })),
    fc.nat({ max: 1_500 }).map((milliseconds) => ({ milliseconds })),
  ),
});

const store = pathInAFolderOfItsOwn("games.db");

async function comes(moment: Moment, { output }: CliProcess): Promise<void> {
  if ("milliseconds" in moment) return pause(moment.milliseconds);
  for (let seen = 0; seen < moment.questions; seen++) await output.readUntil("moves: ");
}

async function live({ typed, fate, moment }: Life) {
  const cli = new CliProcess([...wordsFor(typed), "--store", store]);
  for (const piece of typed.pieces) cli.typeBytes(piece);
  if (fate === "reader gone" || fate === "end of input") cli.endInput();
  await Promise.race([comes(moment, cli).catch(() => {}), pause(3_000), cli.ended]);
  if (fate === "reader gone") cli.stopReading();
  else if (fate !== "end of input") cli.send(fate);
  const ended = await endedInTime(cli);
  expectSafe(cli.output, { isCut: fate !== "end of input" });
  return ended;
}

/** Expects the right ending. At a question Ctrl-C is an answer; before and after, it kills the process as usual. */
function expectEnding({
  code,
  signal,
  fate,
  told,
  farewell,
}: {
  code: number | null;
  signal: string | null;
  fate: Fate;
  told: Progress;
  farewell: string;
}): void {
  const left = told.rest === (told.asked === undefined ? farewell : `${told.asked}\n${farewell}`);
  if (signal === null) {
    expect(code).toBe(0);
    if (fate !== "reader gone") expect(left, told.rest).toBe(true);
    return;
  }
  expect(signal).toBe(fate);
  if (fate === "SIGINT") expect(told.asked === undefined || left, told.rest).toBe(true);
  else
    expect(
      left || told.next.startsWith(told.rest) || `${told.asked}\n${farewell}`.startsWith(told.rest),
      told.rest,
    ).toBe(true);
}

async function check(life: Life, count: Count): Promise<void> {
  const { code, signal, output, errors } = await live(life);
  const header = `Events: ${store}\n`;
  count(`processes of their own, with this fate: ${life.fate}`);
  expect(errors).toBe("");
  if (!output.startsWith(header)) return expect(header.startsWith(output)).toBe(true);

  const id = gameIdIn(output);
  const lines = await linesOf(life.typed);
  const shown = output.slice(header.length).replace(/\ufffd$/, ""); // part of a character
  const told = compareTranscript(shown, new Conversation(id, life.typed.names), lines);
  const isOpen = id !== "" && told.events.at(-1)?.type !== "GameFinished";
  const farewell = isOpen ? `${resumeLine(id, locateStore(store, {}), store)}\n` : "";
  expectEnding({ code, signal, fate: life.fate, told, farewell });
  count("lines typed to a process, each answered as it should be", told.answered);
  if (id !== "") expectStored((await gameIn(store, id)).events, told, life.fate);
}

/** Expects that the shown events are stored, and perhaps those of the next line, but no others. */
function expectStored(stored: readonly GameEvent[], told: Progress, fate: Fate): void {
  expect(stored.slice(0, told.events.length)).toEqual(told.events);
  if (fate === "end of input") expect(stored).toEqual(told.events);
  else if (fate !== "reader gone" && stored.length > told.events.length)
    expect(stored).toEqual(told.nextEvents);
}

fuzz("whatever becomes of a process and when, each move that was shown is stored, once", {
  input: fc.tuple(life, life),
  inputs: { few: 1, many: 90 },
  cases: 1_500,
  async check(lives, count) {
    await Promise.all(lives.map((life) => check(life, count)));
  },
});
