import type { EventData, RecordedEvent } from "@eventstore/db-client";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { COLUMNS } from "../../src/domain/board.ts";
import { UnknownEventError } from "../../src/domain/errors.ts";
import type { GameEvent } from "../../src/domain/events.ts";
import { MalformedEventError, toGameEvent, toStoredEvent } from "../../src/persistence/event-mapping.ts";

const ID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const CAUSE = { causationId: "the command", correlationId: "the story" };

/** Returns an event as the official client reads it; the client returns malformed JSON as a string. */
function recorded(type: string, data: unknown, isJson = true): RecordedEvent {
  return {
    streamId: "game-7",
    revision: 12n,
    id: ID,
    type,
    isJson,
    data,
    metadata: {},
    created: new Date(0),
  } as RecordedEvent;
}

function readBack({ type, data, contentType }: EventData): GameEvent {
  return toGameEvent(recorded(type, JSON.parse(JSON.stringify(data)), contentType === "application/json"));
}

describe("a stored event", () => {
  it.each<[GameEvent, object]>([
    [
      { type: "GameStarted", playerOne: "Ann", playerTwo: "Bob" },
      { playerOne: "Ann", playerTwo: "Bob" },
    ],
    [
      { type: "MoveMade", player: "Ann", column: "D" },
      { player: "Ann", column: "D" },
    ],
    [{ type: "GameFinished", result: "Tied" }, { result: "Tied" }],
  ])("%j stays as it has always been", (event, data) => {
    expect(toStoredEvent(event, ID, CAUSE)).toStrictEqual({
      id: ID,
      contentType: "application/json",
      type: event.type,
      data,
      metadata: { $causationId: "the command", $correlationId: "the story" },
    });
  });

  it("has only the fields of the stored shape, whatever a later version adds to the domain's events", () => {
    const event = { type: "MoveMade", player: "Ann", column: "D", secondsSpent: 4 } as GameEvent;
    expect(toStoredEvent(event, ID, CAUSE).data).toStrictEqual({ player: "Ann", column: "D" });
  });

  it("is never of an unknown event type", () => {
    expect(() => toStoredEvent({ type: "GameCheated" } as never, ID, CAUSE)).toThrow(
      new UnknownEventError({ type: "GameCheated" } as never),
    );
  });
});

const name = fc.string({ unit: "binary" });
const anyEvent = fc.oneof(
  fc.record({ type: fc.constant("GameStarted" as const), playerOne: name, playerTwo: name }),
  fc.record({ type: fc.constant("MoveMade" as const), player: name, column: fc.constantFrom(...COLUMNS) }),
  fc.record({
    type: fc.constant("GameFinished" as const),
    result: fc.constantFrom("PlayerOneWon" as const, "PlayerTwoWon" as const, "Tied" as const),
  }),
);

test("every event is read as it was written", () => {
  fc.assert(
    fc.property(anyEvent, (event) => {
      expect(readBack(toStoredEvent(event, ID, CAUSE))).toStrictEqual({ ...event });
    }),
  );
});

test("additional fields of a stored event are ignored", () => {
  expect(toGameEvent(recorded("MoveMade", { player: "Ann", column: "D", clock: 4 }))).toStrictEqual({
    type: "MoveMade",
    player: "Ann",
    column: "D",
  });
});

describe("a stored event that cannot be read", () => {
  const NOT_AN_OBJECT = "its data is not a JSON object";
  const NO_SUCH_TYPE = "a game has no events of this type";

  it.each<[string, string, unknown, string]>([
    ["a type that the game does not have", "GamePaused", {}, NO_SUCH_TYPE],
    ["a type in other letters", "moveMade", { player: "Ann", column: "D" }, NO_SUCH_TYPE],
    ["a type that every object has", "constructor", { player: "Ann" }, NO_SUCH_TYPE],
    ["a type that is the prototype", "__proto__", {}, NO_SUCH_TYPE],
    ["no type at all", "", {}, NO_SUCH_TYPE],
    ["no player one", "GameStarted", { playerTwo: "Bob" }, 'its data has no text "playerOne"'],
    ["no player two", "GameStarted", { playerOne: "Ann" }, 'its data has no text "playerTwo"'],
    [
      "a number for player one",
      "GameStarted",
      { playerOne: 1, playerTwo: "Bob" },
      'its data has no text "playerOne"',
    ],
    [
      "null for player two",
      "GameStarted",
      { playerOne: "Ann", playerTwo: null },
      'its data has no text "playerTwo"',
    ],
    ["no player", "MoveMade", { column: "D" }, 'its data has no text "player"'],
    ["an array for a player", "MoveMade", { player: ["Ann"], column: "D" }, 'its data has no text "player"'],
    ["an object for a player", "MoveMade", { player: {}, column: "D" }, 'its data has no text "player"'],
    ["no column", "MoveMade", { player: "Ann" }, 'its data has no text "column"'],
    ["a number for a column", "MoveMade", { player: "Ann", column: 4 }, 'its data has no text "column"'],
    ["an unknown column", "MoveMade", { player: "Ann", column: "H" }, '"column" is "H", not one of A to G'],
    [
      "a column in lower case",
      "MoveMade",
      { player: "Ann", column: "d" },
      '"column" is "d", not one of A to G',
    ],
    ["no result", "GameFinished", {}, 'its data has no text "result"'],
    ["true for a result", "GameFinished", { result: true }, 'its data has no text "result"'],
    [
      "an unknown result",
      "GameFinished",
      { result: "Abandoned" },
      '"result" is "Abandoned", not one of PlayerOneWon, PlayerTwoWon, Tied',
    ],
    ["malformed JSON", "MoveMade", '{"player":"Ann","column":"D"', NOT_AN_OBJECT],
    ["a JSON text", "GameFinished", "Tied", NOT_AN_OBJECT],
    ["a JSON number", "GameFinished", 3, NOT_AN_OBJECT],
    ["null", "GameFinished", null, NOT_AN_OBJECT],
    ["nothing", "GameFinished", undefined, NOT_AN_OBJECT],
    ["an array", "GameFinished", ["Tied"], NOT_AN_OBJECT],
    ["an array with the right fields", "GameFinished", Object.assign([], { result: "Tied" }), NOT_AN_OBJECT],
  ])("%s", (_, type, data, reason) => {
    expect(() => toGameEvent(recorded(type, data))).toThrow(MalformedEventError);
    expect(() => toGameEvent(recorded(type, data))).toThrow(
      expect.objectContaining({
        name: "MalformedEventError",
        stream: "game-7",
        revision: 12n,
        type,
        message: `Event ${type} at revision 12 of stream game-7 cannot be read: ${reason}.`,
      }),
    );
  });

  it("bytes that are not marked as JSON", () => {
    const bytes = Buffer.from('{"result":"Tied"}');
    expect(() => toGameEvent(recorded("GameFinished", bytes, false))).toThrow(NOT_AN_OBJECT);
    expect(() => toGameEvent(recorded("GameFinished", { result: "Tied" }, false))).toThrow(NOT_AN_OBJECT);
  });

  it("a field that exists only in a property named __proto__", () => {
    const data = JSON.parse('{"__proto__":{"result":"Tied"}}');
    expect(() => toGameEvent(recorded("GameFinished", data))).toThrow('no text "result"');
  });
});
