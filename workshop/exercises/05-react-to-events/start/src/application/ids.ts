import { v4 } from "uuid";

/** @returns an id for the game of that number in a match. */
export function gameIdOf(matchId: string, number: number): string {
  return v4(); // step 5.4
}

/**
 * @param cause the id of the event or the game that the events follow from.
 * @param index the place of the event among them, from 0 on.
 * @returns an id for the event.
 */
export function eventIdOf(cause: string, index: number): string {
  return v4(); // step 5.4
}
