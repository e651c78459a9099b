import type { EventData, JSONEventData } from "@eventstore/db-client";
import { v4 as uuid } from "uuid";
import { type Column, isColumn } from "../src/domain/board.ts";
import type { GameEvent } from "../src/domain/events.ts";
import { Game } from "../src/domain/game.ts";
import { toStoredEvent } from "../src/persistence/event-mapping.ts";

export const PLAYER_ONE = "Ann";
export const PLAYER_TWO = "Bob";

/** The columns of the longest possible game: it fills the board and ends in a tie. */
export const LONGEST_GAME = [..."CDBCCAEAAAGADBGDGGFACGBCDDCFFEGEEFEBEFBFBD"].filter(isColumn);

/** The columns of a game that player two wins with their fourth token: ten events, with the start and the finish. */
const SHORT_GAME = [..."ABABABCB"].filter(isColumn);

/** All 44 events of the longest game. */
export function longestHistory(): readonly GameEvent[] {
  return historyOf(LONGEST_GAME);
}

/** All 10 events of a short game. */
export function shortHistory(): readonly GameEvent[] {
  return historyOf(SHORT_GAME);
}

function historyOf(columns: readonly Column[]): readonly GameEvent[] {
  const game = new Game("measured");
  game.startGame(PLAYER_ONE, PLAYER_TWO);
  for (const [turn, column] of columns.entries()) game.makeMove(playerAt(turn), column);
  return game.events;
}

/** @param turn 0-based */
export function playerAt(turn: number): string {
  return turn % 2 === 0 ? PLAYER_ONE : PLAYER_TWO;
}

/** The event that the benchmarks append. */
export const firstMove: GameEvent = { type: "MoveMade", player: PLAYER_ONE, column: "D" };

/** Returns the event as the program sends it to the store, with a new id. */
export function storable(event: GameEvent): EventData {
  return toStoredEvent(event, uuid(), { causationId: CAUSE, correlationId: CAUSE });
}

const CAUSE = uuid();

/** Returns the bytes that an event needs in a file: its data and its metadata. */
export function bytesOf(event: GameEvent): { data: Uint8Array; metadata: Uint8Array } {
  const { data, metadata } = storable(event) as JSONEventData;
  return { data: Buffer.from(JSON.stringify(data)), metadata: Buffer.from(JSON.stringify(metadata)) };
}
