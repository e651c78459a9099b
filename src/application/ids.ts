import { v5 } from "uuid";

// A reaction may be carried out twice: its event is delivered again, or two programs react to it. Ids that follow from
// the cause are the same each time, so that the store can refuse the second, or recognise it. All other ids are random.

/** A random UUID that must never change: a different one would lead to different ids. */
const NAMESPACE = "9f766bb3-6417-4129-b561-aa924c153740";

/** @returns the id of the game of that number in a match: a version 5 UUID. */
export function gameIdOf(matchId: string, number: number): string {
  return v5(`game ${number} of match ${matchId}`, NAMESPACE);
}

/**
 * @param cause the id of the event or the game that the events follow from.
 * @param index the place of the event among them, from 0 on.
 * @returns the id of the event: a version 5 UUID.
 */
export function eventIdOf(cause: string, index: number): string {
  return v5(`event ${index} because of ${cause}`, NAMESPACE);
}
