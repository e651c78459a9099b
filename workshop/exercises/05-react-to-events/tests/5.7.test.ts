import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { GameEvent } from "../src/domain/events.ts";
import type { MatchEvent } from "../src/domain/match-events.ts";
import { type DueGame, type DueGames, foldDue, PATIENCE, recordOverdue } from "../src/reactions/overdue.ts";
import { appendOverdue } from "../src/reactions/record-overdue.ts";
import { openStore } from "./store.ts";

const store = openStore();
const NOON = Date.UTC(2026, 2, 1, 12);
const HOUR = 60 * 60 * 1_000;
/** @returns the time so many milliseconds after noon. */
const later = (milliseconds: number) => new Date(NOON + milliseconds);

const scheduled = (number: number, gameId: string): MatchEvent => ({
  type: "MatchGameScheduled",
  number,
  gameId,
});
const STARTED: GameEvent = { type: "GameStarted", playerOne: "Ann", playerTwo: "Bob" };
const MOVED: GameEvent = { type: "MoveMade", player: "Ann", column: "D" };
const ENDED: GameEvent = { type: "GameFinished", result: "Tied" };

/** What has happened: its id, in which game or match, what, and how long after noon. */
type Row = readonly [id: string, of: string, event: GameEvent | MatchEvent, milliseconds: number];

/** @returns the list that your fold makes of this. */
function listOf(...rows: readonly Row[]): DueGames {
  const games: DueGames = new Map();
  for (const [id, of, event, milliseconds] of rows)
    foldDue(games, { id, of, correlationId: "the match", event }, later(milliseconds));
  return games;
}

/** @returns the ids of the games that your clock finds to be overdue then. */
async function overdueAt(games: DueGames, milliseconds: number): Promise<string[]> {
  const found: string[] = [];
  await recordOverdue(games, later(milliseconds), async ({ gameId }) => {
    found.push(gameId);
  });
  return found;
}

const FIRST: Row = ["event-1", "the match", scheduled(1, "one"), 0];

describe("the list of what is due", () => {
  test("has a game that was scheduled, with a week's patience", () => {
    expect(listOf(FIRST).get("one")).toEqual({
      matchId: "the match",
      gameId: "one",
      since: "event-1",
      due: later(PATIENCE),
    });
  });

  test("is put off by each move", () => {
    const games = listOf(FIRST, ["event-2", "one", STARTED, 1], ["event-3", "one", MOVED, HOUR]);
    expect(games.get("one")).toMatchObject({ since: "event-3", due: later(HOUR + PATIENCE) });
  });

  test("has no game that has ended", () => {
    const games = listOf(FIRST, ["event-2", "other", MOVED, 1], ["event-3", "one", ENDED, 2]);
    expect([games.size, listOf(FIRST).size]).toEqual([0, 1]);
  });

  test("has no game that belongs to no match: it may wait", () => {
    const games = listOf(FIRST, ["event-2", "alone", STARTED, 1], ["event-3", "alone", MOVED, 2]);
    expect([...games.keys()]).toEqual(["one"]);
  });
});

describe("the clock", () => {
  test("finds what is overdue, to the millisecond, and not before", async () => {
    const games = listOf(FIRST, ["event-2", "the match", scheduled(2, "two"), HOUR]);
    expect(await overdueAt(games, PATIENCE - 1)).toEqual([]);
    expect(await overdueAt(games, PATIENCE)).toEqual(["one"]);
    expect(await overdueAt(games, PATIENCE + HOUR)).toEqual(["one", "two"]);
  });

  test("finds it in a program that was started long after it, too: the list is made of the log", async () => {
    const log = [FIRST, ["event-2", "one", MOVED, HOUR]] as const;
    expect(await overdueAt(listOf(...log), PATIENCE)).toEqual([]);
    expect(await overdueAt(listOf(...log), 52 * PATIENCE)).toEqual(["one"]);
  });

  test("passes on what goes wrong with the recording, so that it is tried again", async () => {
    const away = recordOverdue(listOf(FIRST), later(PATIENCE), async () => {
      throw new Error("The store is away.");
    });
    const outcome = await away.then(
      () => "nothing was thrown",
      (error) => String(error),
    );
    expect(outcome).toBe("Error: The store is away.");
  });
});

describe("that time has passed is an event, too", () => {
  test("and it happens once, however often somebody looks at the clock, and again after the next move", async () => {
    const [id, first, second, game] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const waiting: Row = [first, id, scheduled(1, game), 0];
    const moved: Row = [second, game, MOVED, PATIENCE + HOUR];
    const record = (one: DueGame) => appendOverdue(store.client, { ...one, matchId: id });
    for (const days of [0, 1, 2]) await recordOverdue(listOf(waiting), later(PATIENCE + days * HOUR), record);
    expect(await store.ofMatch(id, "MatchGameOverdue")).toHaveLength(1);
    for (const weeks of [1, 2, 3])
      await recordOverdue(listOf(waiting, moved), later(weeks * PATIENCE), record);
    const events = await store.ofMatch(id, "MatchGameOverdue");
    expect(events.map(({ metadata }) => (metadata as { $causationId: string }).$causationId)).toEqual([
      first,
      second,
    ]);
  });
});
