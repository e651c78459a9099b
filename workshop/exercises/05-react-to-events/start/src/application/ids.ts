import { v4 } from "uuid";

/** @returns an id for the game of that number in a match. */
export function gameIdOf(matchId: string, number: number): string {
  return v4(); // step 5.4
}

/**
 * @param cause the id of what led to the events.
 * @param index which of its events it is, from 0 on.
 * @returns an id for the event.
 */
export function eventIdOf(cause: string, index: number): string {
  return v4(); // step 5.4
}
