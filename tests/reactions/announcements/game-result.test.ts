import { expect, it } from "vitest";
import { CorruptHistoryError } from "../../../src/domain/errors.ts";
import { MalformedEventError } from "../../../src/persistence/event-mapping.ts";
import { gameResult } from "../../../src/reactions/announcements/game-result.ts";
import { ANN_AND_BOB, COLUMNS_TO_A_TIE, finished, moves } from "../../domain/specification.ts";
import { recordedEvents } from "./recorded-events.ts";

const WON = [ANN_AND_BOB, ...moves("ABABABA"), finished("PlayerOneWon")];

it("tells who has won, against whom, in how many moves and when", () => {
  const stored = recordedEvents("game-1", WON, { $correlationId: "match-1", $causationId: "c" });
  expect(gameResult("game-1", stored, stored[8]?.id ?? "")).toStrictEqual({
    type: "GameResult.v1",
    id: stored[8]?.id,
    gameId: "game-1",
    correlationId: "match-1",
    playerOne: "Ann",
    playerTwo: "Bob",
    result: "PlayerOneWon",
    winner: "Ann",
    moves: 7,
    finishedAt: "1970-01-01T00:00:08.000Z",
  });
});

it.each([
  ["PlayerTwoWon", "ABABABCB", "Bob"],
  ["Tied", COLUMNS_TO_A_TIE, null],
] as const)("tells that a game ended %s", (result, columns, winner) => {
  const stored = recordedEvents("g", [ANN_AND_BOB, ...moves(columns), finished(result)]);
  expect(gameResult("g", stored, stored.at(-1)?.id ?? "")).toMatchObject({
    result,
    winner,
    moves: columns.length,
    correlationId: null,
  });
});

it("tells what was so then, whatever has been added to the stream since", () => {
  const stored = recordedEvents("g", [...WON, ...moves("C"), finished("Tied")]);
  expect(gameResult("g", stored, stored[8]?.id ?? "")).toMatchObject({ result: "PlayerOneWon", moves: 7 });
});

it("has nothing to tell of a second end, and of an event that is gone", () => {
  const stored = recordedEvents("g", [...WON, finished("Tied")]);
  expect(gameResult("g", stored, stored[9]?.id ?? "")).toBeUndefined();
  expect(gameResult("g", stored, "gone")).toBeUndefined();
});

it("cannot tell of a game that cannot be read", () => {
  const corrupt = recordedEvents("g", [finished("Tied")]);
  expect(() => gameResult("g", corrupt, corrupt[0]?.id ?? "")).toThrow(CorruptHistoryError);
  const malformed = recordedEvents("g", [ANN_AND_BOB, finished("Lost" as never)]);
  expect(() => gameResult("g", malformed, malformed[1]?.id ?? "")).toThrow(MalformedEventError);
});
