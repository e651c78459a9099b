import { GameError } from "./errors.ts";
import type { GameEvent } from "./events.ts";
import { Game } from "./game.ts";

/** A difference between a history and today's rules: an event that they forbid, or a missing one that they require. */
export interface Objection {
  /** The 0-based place of the event in the game's stream; one beyond the last event if one is missing at the end. */
  readonly revision: number;
  /** What today's rules say, as a sentence. */
  readonly sentence: string;
}

/**
 * Asks today's rules about yesterday's facts: replays a game as commands, and compares the events that each command
 * records with the stored ones. After an objection it continues from the stored events. An event that is missing is told
 * once, where it should have been.
 *
 * @param history all events of the game, in order.
 * @returns the objections in order, at most one for each revision.
 * @throws CorruptHistoryError if the state of a game cannot hold one of the events.
 */
export function audit(gameId: string, history: readonly GameEvent[]): Objection[] {
  Game.loadFromHistory(gameId, history); // throws CorruptHistoryError; the loop would take that for a refused command
  const objections: Objection[] = [];
  /** The second event that the latest command recorded: GameFinished, if the move decided the game. */
  let due: GameEvent | undefined;
  for (const [revision, event] of history.entries()) {
    const game = Game.loadFromHistory(gameId, history.slice(0, revision));
    const { recorded, refusal } = replay(game, event);
    const isOwed = due !== undefined && (due.type === event.type || !isTold(due, objections));
    const expected = isOwed ? due : recorded[0];
    if (!isOwed && refusal) objections.push({ revision, sentence: refusal.message });
    else if (!isSame(event, expected)) objections.push({ revision, sentence: wouldHaveLedTo(expected) });
    [, due] = recorded;
  }
  if (due && !isTold(due, objections)) {
    objections.push({ revision: history.length, sentence: wouldHaveLedTo(due) });
  }
  return objections;
}

/**
 * Sends the game the command that leads to this type of event.
 *
 * @returns the events that the command records, and the error if it refuses.
 */
function replay(game: Game, event: GameEvent): { recorded: readonly GameEvent[]; refusal?: GameError } {
  try {
    if (event.type === "GameStarted") game.startGame(event.playerOne, event.playerTwo);
    if (event.type === "MoveMade") game.makeMove(event.player, event.column);
    // No command leads to GameFinished alone: it follows from a move.
  } catch (error) {
    if (error instanceof GameError) return { recorded: game.uncommittedEvents, refusal: error };
    throw error;
  }
  return { recorded: game.uncommittedEvents };
}

function isSame(event: GameEvent, other: GameEvent | undefined): boolean {
  return (
    other !== undefined &&
    Object.entries(event).every(([field, value]) => Reflect.get(other, field) === value)
  );
}

/** Checks whether one of the objections says already that this event is missing. */
function isTold(missing: GameEvent, objections: readonly Objection[]): boolean {
  return objections.some(({ sentence }) => sentence === wouldHaveLedTo(missing));
}

function wouldHaveLedTo(event: GameEvent | undefined): string {
  if (!event) return "Today's rules would have led to nothing here.";
  const { type, ...data } = event;
  return `Today's rules would have led to ${type} (${Object.values(data).join(", ")}) here.`;
}
