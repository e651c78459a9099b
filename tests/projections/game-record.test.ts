import type { RecordedEvent } from "@eventstore/db-client";
import { describe, expect, it } from "vitest";
import type { GameEvent } from "../../src/domain/events.ts";
import { addToRecord, type GameRecord } from "../../src/projections/game-record.ts";
import { ANN_AND_BOB, moves } from "../domain/specification.ts";

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
      summary: { columns: "ABABABA", result: "PlayerOneWon" },
      fault: null,
    });
  });

  it.each([
    [
      "a move out of turn",
      1,
      stored(1, moves("AB")[1] as GameEvent),
      /is corrupt at revision 1: It is not Bob's/,
    ],
    [
      "a move after the end",
      9,
      stored(9, moves("C")[0] as GameEvent),
      /is corrupt at revision 9: This game is over/,
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
    expect(broken).toEqual({ summary: null, fault: expect.stringMatching(fault) });
    expect(addToRecord("g", broken, stored(length, ...moves("A")))).toBe(broken);
    expect(added([...before, ...next])).toEqual(broken);
  });

  it("is broken while the end of a decided game is missing, and whole again when it comes", () => {
    const decided = added(stored(0, ANN_AND_BOB, ...moves("ABABABA")));
    expect(decided?.fault).toMatch(/GameFinished must follow/);
    expect(addToRecord("g", decided, stored(8, FINISHED))).toMatchObject({ fault: null });
    expect(addToRecord("g", decided, stored(8, ...moves("C")))).toMatchObject({ summary: null });
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
    expect(added([...deletion, ...stored(0, ANN_AND_BOB)])).toMatchObject({ fault: null });
  });

  it.each([
    ["nothing", null],
    ["who may read it", { $acl: { $r: "ann" } }],
    ["that its first events are cut off", { $tb: 1 }],
    ["that as many are cut off as a number can say exactly", { $tb: Number.MAX_SAFE_INTEGER }],
  ])("stays when its metadata says %s", (_, data) => {
    const record = added(stored(0, ANN_AND_BOB));
    expect(record).toMatchObject({ fault: null });
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
