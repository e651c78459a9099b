import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import { describe, expect, test } from "vitest";
import type { GameEvent } from "../src/domain/events.ts";
import { gameProjection, type ProjectionTables } from "../src/projections/game-projection.ts";
import { emptyTables, game } from "./rows.ts";

const OUT_OF_RANGE = { type: "MoveMade", player: "Ann", column: "Z" };

describe("a stream that cannot be read", () => {
  test("does not stop the others", () => {
    const tables = emptyTables();
    expect(() => apply(tables, { broken: [...game("Ann", "Bob", "D"), OUT_OF_RANGE] })).not.toThrow();
    apply(tables, { one: game("Ann", "Bob", "ABABABA", "PlayerOneWon") });
    expect([tables.games.get("one")?.moves, tables.standings.get("Ann")?.wins]).toEqual(["AbAbAbA", 1]);
  });

  test("is left out whole: it has no row any more", () => {
    const tables = emptyTables();
    expect(() => apply(tables, { broken: [...game("Ann", "Bob", "D"), OUT_OF_RANGE] })).not.toThrow();
    expect(tables.games.get("broken")).toBeUndefined();
  });

  test("is named, with what is wrong", () => {
    const tables = emptyTables();
    expect(() => apply(tables, { broken: [...game("Ann", "Bob", "D"), OUT_OF_RANGE] })).not.toThrow();
    expect(tables.faults.get("broken")).toEqual({ fault: expect.stringMatching(/game-broken .*"Z"/) });
  });

  test("stays out, whatever else happens in it", () => {
    const tables = emptyTables();
    const [started, ...others] = game("Ann", "Bob", "ABABABA", "PlayerOneWon");
    expect(() => apply(tables, { broken: [started, OUT_OF_RANGE, ...others] })).not.toThrow();
    expect([tables.games.get("broken"), tables.standings.get("Ann")]).toEqual([undefined, undefined]);
    expect(tables.faults.get("broken")).toEqual({ fault: expect.stringMatching(/"Z"/) });
  });

  test("may also be one whose events make no sense in their order", () => {
    const tables = emptyTables();
    const [, move] = game("Ann", "Bob", "D");
    expect(() => apply(tables, { headless: [move] })).not.toThrow();
    expect(tables.faults.get("headless")).toEqual({ fault: expect.stringMatching(/has not started/) });
  });
});

test("a fault of the program is no fault of the stream: it is thrown", () => {
  const tables = emptyTables();
  const full: ProjectionTables = {
    ...tables,
    games: {
      ...asTable(tables.games),
      set() {
        throw new RangeError("The disk is full.");
      },
    },
  };
  expect(() => apply(full, { one: game("Ann", "Bob", "") })).toThrow("The disk is full.");
  expect(tables.faults.get("one")).toBeUndefined();
  expect(() => apply(tables, { broken: [OUT_OF_RANGE] })).not.toThrow();
});

/** Applies your projection to events as a store returns them. */
function apply(
  tables: ProjectionTables,
  streams: Record<string, readonly (GameEvent | object | undefined)[]>,
): void {
  for (const [id, events] of Object.entries(streams)) {
    for (const [revision, event] of events.entries()) {
      const { type, ...data } = event as GameEvent;
      const stored = {
        type,
        data,
        isJson: true,
        streamId: `game-${id}`,
        revision: BigInt(revision),
        created: new Date(0),
      };
      gameProjection.apply(tables, stored as unknown as AllStreamRecordedEvent);
    }
  }
}

function asTable(table: ProjectionTables["games"]): ProjectionTables["games"] {
  return {
    get: (key) => table.get(key),
    set: (key, row) => table.set(key, row),
    delete: (key) => table.delete(key),
    where: (column, value) => table.where(column, value),
  };
}
