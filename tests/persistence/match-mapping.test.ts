import type { EventData, RecordedEvent } from "@eventstore/db-client";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { UnknownEventError } from "../../src/domain/errors.ts";
import { Match } from "../../src/domain/match.ts";
import { CorruptMatchError } from "../../src/domain/match-errors.ts";
import type { MatchEvent } from "../../src/domain/match-events.ts";
import { MalformedEventError } from "../../src/persistence/event-mapping.ts";
import { toMatchEvent, toStoredMatchEvent } from "../../src/persistence/match-mapping.ts";

const ID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const CAUSE = { causationId: "the event", correlationId: "the match" };

function recorded(type: string, data: unknown): RecordedEvent {
  const event = { streamId: "match-7", revision: 12n, id: ID, type, isJson: true, data, metadata: {} };
  return { ...event, created: new Date(0) } as RecordedEvent;
}

const readBack = ({ type, data }: EventData) =>
  toMatchEvent(recorded(type, JSON.parse(JSON.stringify(data))));

describe("a stored event of a match", () => {
  it.each<[MatchEvent, object]>([
    [
      { type: "MatchStarted", playerOne: "Ann", playerTwo: "Bob", bestOf: 3 },
      { playerOne: "Ann", playerTwo: "Bob", bestOf: 3 },
    ],
    [
      { type: "MatchGameScheduled", number: 2, gameId: "g" },
      { number: 2, gameId: "g" },
    ],
    [
      { type: "MatchGameFinished", number: 2, winner: "Ann" },
      { number: 2, winner: "Ann" },
    ],
    [
      { type: "MatchGameFinished", number: 2, winner: null },
      { number: 2, winner: null },
    ],
    [{ type: "MatchFinished", winner: "Bob" }, { winner: "Bob" }],
  ])("%j stays as it has always been, and comes back", (event, data) => {
    const stored = toStoredMatchEvent(event, ID, CAUSE);
    expect(stored).toStrictEqual({
      id: ID,
      contentType: "application/json",
      type: event.type,
      data,
      metadata: { $causationId: "the event", $correlationId: "the match" },
    });
    expect(readBack(stored)).toStrictEqual(event);
  });

  it.each([
    ["MatchStarted", { playerOne: "Ann", playerTwo: "Bob" }, 'no whole number "bestOf"'],
    ["MatchStarted", { playerOne: "Ann", playerTwo: "Bob", bestOf: "3" }, 'no whole number "bestOf"'],
    ["MatchGameScheduled", { number: 0, gameId: "g" }, 'no whole number "number"'],
    ["MatchGameScheduled", { number: 1.5, gameId: "g" }, 'no whole number "number"'],
    ["MatchGameScheduled", { number: 1 }, 'no text "gameId"'],
    ["MatchGameFinished", { number: 1 }, 'no text "winner"'],
    ["MatchFinished", null, "not a JSON object"],
    ["MatchDrawn", {}, "a match has no events of this type"],
  ])("%s with %j is refused, and named", (type, data, reason) => {
    const read = () => toMatchEvent(recorded(type, data));
    expect(read).toThrow(MalformedEventError);
    expect(read).toThrow(`Event ${type} at revision 12 of stream match-7 cannot be read: `);
    expect(read).toThrow(reason);
  });

  it("is never of an unknown event type", () => {
    expect(() => toStoredMatchEvent({ type: "MatchDrawn" } as never, ID, CAUSE)).toThrow(UnknownEventError);
  });
});

const TYPES = ["MatchStarted", "MatchGameScheduled", "MatchGameFinished", "MatchFinished"];
const anyText = fc.string({ unit: "binary" });
const anyNumber = fc.integer({ min: 1 });
const anyEvent: fc.Arbitrary<MatchEvent> = fc.oneof(
  fc.record({
    type: fc.constant("MatchStarted" as const),
    playerOne: anyText,
    playerTwo: anyText,
    bestOf: anyNumber,
  }),
  fc.record({ type: fc.constant("MatchGameScheduled" as const), number: anyNumber, gameId: anyText }),
  fc.record({
    type: fc.constant("MatchGameFinished" as const),
    number: anyNumber,
    winner: fc.option(anyText),
  }),
  fc.record({ type: fc.constant("MatchFinished" as const), winner: anyText }),
);

test("any event of a match comes back as it was stored", () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      expect(readBack(toStoredMatchEvent(event, ID, CAUSE))).toEqual(event);
    }),
  );
});

test("any stored data is an event or a MalformedEventError, and any events are a match or a CorruptMatchError", () => {
  const outcome = <Value>(attempt: () => Value, expected: abstract new (...words: never[]) => Error) => {
    try {
      return attempt();
    } catch (error) {
      expect(error).toBeInstanceOf(expected);
      return undefined;
    }
  };
  const fields = fc.constantFrom("playerOne", "playerTwo", "bestOf", "number", "gameId", "winner");
  const anyData = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fields, fc.oneof(anyText, anyNumber, fc.jsonValue())),
  );
  fc.assert(
    fc.property(fc.constantFrom(...TYPES), anyData, (type, data) => {
      outcome(() => toMatchEvent(recorded(type, data)), MalformedEventError);
    }),
  );
  fc.assert(
    fc.property(fc.array(anyEvent), (events) => {
      const match = outcome(() => Match.loadFromHistory("m", events), CorruptMatchError);
      if (match && events.length > 0) expect(match.revision).toBe(events.length - 1);
    }),
  );
});
