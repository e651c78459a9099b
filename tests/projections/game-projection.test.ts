import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import { describe, expect, it } from "vitest";
import type { GameEvent } from "../../src/domain/events.ts";
import { gameProjection } from "../../src/projections/game-projection.ts";
import type { GameRow } from "../../src/projections/games.ts";
import type { ResultRow, StandingRow } from "../../src/projections/standings.ts";
import type { StreamRow } from "../../src/projections/streams.ts";
import { MemoryTable } from "../../src/projections/tables/memory-table.ts";
import { ANN_AND_BOB, finished, moved, moves } from "../domain/specification.ts";

const FINISHED = finished("PlayerOneWon");

/** Returns stored events of one game as the client reads them, from a revision on. */
function stored(
  from: number,
  ...events: readonly (GameEvent | { type: string })[]
): AllStreamRecordedEvent[] {
  return events.map(({ type, ...data }, index) => ({
    streamId: "game-g",
    id: `event-${from + index}`,
    revision: BigInt(from + index),
    position: { commit: 0n, prepare: 0n },
    type,
    data,
    metadata: {},
    isJson: true,
    created: new Date(0),
  }));
}

/** Returns the rows of the game and of Ann after these events. */
function rowsAfter(...events: readonly AllStreamRecordedEvent[]) {
  const tables = {
    games: new MemoryTable<GameRow>(),
    standings: new MemoryTable<StandingRow>(),
    results: new MemoryTable<ResultRow>(),
    streams: new MemoryTable<StreamRow>(),
  };
  for (const event of events) gameProjection.apply(tables, event);
  return { game: tables.games.get("g"), stream: tables.streams.get("g"), ann: tables.standings.get("ANN") };
}

const WON = stored(0, ANN_AND_BOB, ...moves("ABABABA"), FINISHED);
const NOTHING = { game: undefined, stream: undefined, ann: undefined };

describe("the projection of games", () => {
  it("makes rows of a game and of its result", () => {
    expect(rowsAfter(...WON)).toEqual({
      game: expect.objectContaining({ moves: "AbAbAbA", result: "PlayerOneWon" }),
      stream: { length: 9, fault: null },
      ann: expect.objectContaining({ games: 1, wins: 1, fastestWin: 7 }),
    });
  });

  it.each([
    ["a move before the start", 0, stored(0, ...moves("A")), /is corrupt at revision 0: This game has not/],
    ["a stranger's move", 1, stored(1, moved("Zoe", "A")), /is corrupt at revision 1: Zoe does not play/],
    [
      "a seventh token in a column, the last of them after the end",
      9,
      stored(9, ...moves("CAAAAA")),
      /is corrupt at revision 12: Column A is full/,
    ],
    [
      "two players of one name",
      0,
      stored(0, { type: "GameStarted", playerOne: "Ann", playerTwo: "Ann" } as GameEvent),
      /are the same name/,
    ],
    [
      "data that cannot be read",
      9,
      stored(9, { type: "MoveMade" }),
      /MoveMade at revision 9 of stream game-g/,
    ],
    ["a gap", 1, stored(2, ...moves("A")), /^Stream game-g lacks the event at revision 1: /],
  ])("leaves a game out whole, and for good, with its result, for %s", (_, length, next, fault) => {
    const events = [...WON.slice(0, length), ...next];
    const { game, stream, ann } = rowsAfter(...events);
    expect([game, ann, stream?.fault]).toEqual([undefined, undefined, expect.stringMatching(fault)]);
    const later = stored(events.length, ...moves("B"), FINISHED);
    expect(rowsAfter(...events, ...later)).toEqual({ game, stream, ann });
  });

  it.each([
    ["of a type that it does not need", { type: "GamePaused" }],
    ["that looks like a deletion", { type: "$streamDeleted", $tb: 2 ** 63 }],
    ["that looks like metadata", { type: "$metadata", $tb: 2 ** 63 }],
  ])("passes over an event %s", (_, stranger) => {
    const { game, stream } = rowsAfter(...stored(0, ANN_AND_BOB, stranger, ...moves("AB")));
    expect([game?.moves, stream]).toEqual(["Ab", { length: 4, fault: null }]);
    expect(rowsAfter(...stored(0, stranger))).toMatchObject({ game: undefined, stream: { fault: null } });
  });

  it.each<[string, GameEvent[], Partial<GameRow>]>([
    ["out of turn", [ANN_AND_BOB, moved("Bob", "A"), moved("Bob", "B")], { moves: "ab", result: null }],
    [
      "after a finish of other rules",
      [ANN_AND_BOB, finished("Tied"), moved("Ann", "C")],
      { moves: "C", result: "Tied" },
    ],
    ["a finish twice", [ANN_AND_BOB, finished("Tied"), FINISHED], { moves: "", result: "Tied" }],
    [
      "a start twice",
      [
        ANN_AND_BOB,
        ...moves("A"),
        { type: "GameStarted", playerOne: "Cid", playerTwo: "Dee" },
        moved("Cid", "B"),
      ],
      { playerOne: "Cid", playerTwo: "Dee", moves: "AB", result: null },
    ],
    ["four in a row and no finish", [ANN_AND_BOB, ...moves("ABABABAC")], { moves: "AbAbAbAc", result: null }],
  ])("holds no rule against what has happened: %s", (_, events, game) => {
    expect(rowsAfter(...stored(0, ...events))).toMatchObject({ game, stream: { length: events.length } });
  });

  it("counts a finished game once, also with events after the finish", () => {
    const again: GameEvent = { type: "GameStarted", playerOne: "Cid", playerTwo: "Ann" };
    const { ann } = rowsAfter(...WON, ...stored(9, again, moved("Cid", "C")));
    expect(ann).toMatchObject({ games: 1, wins: 0, losses: 1, fastestWin: null });
  });

  it("forgets a tombstoned stream", () => {
    const [tombstone] = stored(0, { type: "$streamDeleted" });
    const last = { ...tombstone, revision: 2n ** 63n - 1n } as AllStreamRecordedEvent;
    expect(rowsAfter(...WON, last)).toEqual(NOTHING);
  });

  const metadata = (data: unknown): AllStreamRecordedEvent[] => [
    { ...stored(0, { type: "$metadata" })[0], streamId: "$$game-g", data } as AllStreamRecordedEvent,
  ];

  it("forgets a deleted stream, and projects later events in it", () => {
    const deletion = metadata({ $tb: 2 ** 63 });
    expect(rowsAfter(...WON, ...deletion)).toEqual(NOTHING);
    expect(rowsAfter(...deletion, ...stored(0, ANN_AND_BOB))).toMatchObject({
      stream: { length: 1, fault: null },
    });
  });

  it.each([
    ["nothing", null],
    ["who may read it", { $acl: { $r: "ann" } }],
    ["that its first events are cut off", { $tb: 1 }],
    ["that as many are cut off as a number can say exactly", { $tb: Number.MAX_SAFE_INTEGER }],
  ])("keeps a stream whose metadata says %s", (_, data) => {
    expect(rowsAfter(...WON, ...metadata(data))).toEqual(rowsAfter(...WON));
  });

  it("passes on every other error, and does not quarantine the stream", () => {
    const start = stored(0, ANN_AND_BOB).map((event) => ({ ...event, created: new Date(Number.NaN) }));
    expect(() => rowsAfter(...start)).toThrow(RangeError);
  });
});
