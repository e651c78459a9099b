import type { RecordedEvent } from "@eventstore/db-client";
import { isColumn } from "../src/domain/board.ts";

export const ANN_AND_BOB = { type: "GameStarted", playerOne: "Ann", playerTwo: "Bob" } as const;
export const ANN_WON = { type: "GameFinished", result: "PlayerOneWon" } as const;

/** @returns the moves into these columns, by Ann and Bob in turn; one letter for each move, such as "ABAB". */
export function moves(columns: string) {
  return [...columns].filter(isColumn).map((column, index) => ({
    type: "MoveMade" as const,
    player: index % 2 === 0 ? "Ann" : "Bob",
    column,
  }));
}

/** @returns the event as the store returns it. */
export function asRecorded(event: { readonly type: string; readonly data: unknown }): RecordedEvent {
  const { type, data } = event;
  return { type, data, isJson: true, streamId: "game-some-id", revision: 0n } as unknown as RecordedEvent;
}
