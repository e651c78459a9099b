import type { RecordedEvent } from "@eventstore/db-client";
import { describe, expect, it } from "vitest";
import type { GameEvent } from "../../src/domain/events.ts";
import { addToRecord, type GameRecord } from "../../src/projections/game-record.ts";
import type { GameSummary } from "../../src/projections/games.ts";
import { ANN_AND_BOB, finished, moved, moves } from "../domain/specification.ts";

const FINISHED: GameEvent = { type: "GameFinished", result: "PlayerOneWon" };

/** Stored events as the client gives them, from a revision on. */
function stored(from: number, ...events: readonly (GameEvent | { type: string })[]): RecordedEvent[] {
  return events.map(({ type, ...data }, index) => ({
    streamId: "game-g",
    id: `event-${from + index}`,
    revision: BigInt(from + index),
    type,
    data,
    metadata: {},
    isJson: true,
    created: new Date(0),
  }));
}

function added(...batches: RecordedEvent[][]): GameRecord | undefined {
  return batches.reduce<GameRecord | undefined>(
    (record, batch) => addToRecord("g", record, batch),
    undefined,
  );
}

describe("the record of a stream", () => {
  it("is the same whether its events come at once or one by one", () => {
    const all = stored(0, ANN_AND_BOB, ...moves("ABABABA"), FINISHED);
    const oneByOne = all.map((event) => [event]);
    expect(added(all)).toEqual(added(...oneByOne));
    expect(added(all)).toMatchObject({
      summary: { moves: "AbAbAbA", result: "PlayerOneWon" },
      length: 9,
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
      "an event of another type",
      1,
      stored(1, { type: "GamePaused" }),
      /GamePaused at revision 1 of stream game-g/,
    ],
    [
      "data that cannot be read",
      1,
      stored(1, { type: "MoveMade" }),
      /MoveMade at revision 1 of stream game-g/,
    ],
    [
      "what looks like a deletion, and is an event as any other",
      1,
      stored(1, { type: "$streamDeleted" }),
      /\$streamDeleted at revision 1 of stream game-g/,
    ],
    [
      "what looks like metadata, and is an event as any other",
      1,
      stored(1, { type: "$metadata" }),
      /\$metadata at revision 1 of stream game-g/,
    ],
    ["a gap", 1, stored(2, ...moves("A")), /^Stream game-g lacks the event at revision 1: /],
  ])("is quarantined whole, and for good, for %s", (_, length, next, fault) => {
    const before = stored(0, ANN_AND_BOB, ...moves("ABABABA"), FINISHED).slice(0, length);
    const broken = added(before, next);
    expect(broken).toEqual({ fault: expect.stringMatching(fault) });
    expect(addToRecord("g", broken, stored(length, ...moves("A")))).toBe(broken);
    expect(added([...before, ...next])).toEqual(broken);
  });

  it.each<[string, GameEvent[], Partial<GameSummary>]>([
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
  ])("holds no rule against what has happened: %s", (_, events, summary) => {
    const all = stored(0, ...events);
    const record = added(...all.map((event) => [event]));
    expect(record).toMatchObject({ summary, length: events.length });
    expect(record).toEqual(added(all));
  });

  it("goes with a stream that is deleted for good", () => {
    const [tombstone] = stored(0, { type: "$streamDeleted" });
    const last = { ...tombstone, revision: 2n ** 63n - 1n } as RecordedEvent;
    expect(added(stored(0, ANN_AND_BOB), [last])).toBeUndefined();
    expect(added([...stored(0, ANN_AND_BOB), last])).toBeUndefined();
  });

  const metadata = (data: unknown): RecordedEvent[] => [
    { ...stored(0, { type: "$metadata" })[0], streamId: "$$game-g", data } as RecordedEvent,
  ];

  it("goes with a stream that is deleted, and comes with what is written to it afterwards", () => {
    const deletion = metadata({ $tb: 2 ** 63 });
    expect(added(stored(0, ANN_AND_BOB), deletion)).toBeUndefined();
    expect(added([...deletion, ...stored(0, ANN_AND_BOB)])).toMatchObject({ length: 1 });
  });

  it.each([
    ["nothing", null],
    ["who may read it", { $acl: { $r: "ann" } }],
    ["that its first events are cut off", { $tb: 1 }],
    ["that as many are cut off as a number can say exactly", { $tb: Number.MAX_SAFE_INTEGER }],
  ])("stays when its metadata says %s", (_, data) => {
    const record = added(stored(0, ANN_AND_BOB));
    expect(record).toMatchObject({ length: 1 });
    expect(addToRecord("g", record, metadata(data))).toBe(record);
  });

  it("does not take an event of the game for a deletion", () => {
    const start = stored(0, { ...ANN_AND_BOB, ...{ $tb: 2 ** 63 } });
    expect(added(start)).toEqual(added(stored(0, ANN_AND_BOB)));
  });

  it("does not blame the stream for any other error", () => {
    const start = stored(0, ANN_AND_BOB).map((event) => ({ ...event, created: new Date(Number.NaN) }));
    expect(() => added(start)).toThrow(RangeError);
  });
});
