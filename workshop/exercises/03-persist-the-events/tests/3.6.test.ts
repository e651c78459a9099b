import { expect, test } from "vitest";
import { MalformedEventError, toGameEvent, toStoredEvent } from "../src/persistence/event-mapping.ts";
import { asRecorded } from "./events.ts";
import { CAUSE } from "./store.ts";

const MOVE = { type: "MoveMade", player: "Ann", column: "D" } as const;

test("MoveMade is mapped: who dropped a token into which column", () => {
  const map = () => toStoredEvent(MOVE, "some-id", CAUSE);
  expect(map).not.toThrow();
  expect(map()).toMatchObject({
    id: "some-id",
    type: "MoveMade",
    metadata: { $causationId: "the command", $correlationId: "the story" },
  });
  expect(map().data).toEqual({ player: "Ann", column: "D" });
});

test("there and back again, MoveMade is what it was", () => {
  const thereAndBack = () => toGameEvent(asRecorded(toStoredEvent(MOVE, "some-id", CAUSE)));
  expect(thereAndBack).not.toThrow();
  expect(thereAndBack()).toEqual(MOVE);
});

test("a stored MoveMade into a column that does not exist is refused", () => {
  const stored = asRecorded({ type: "MoveMade", data: { player: "Ann", column: "H" } });
  expect(() => toGameEvent(stored)).toThrow(MalformedEventError);
});
