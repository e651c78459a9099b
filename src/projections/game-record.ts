import type { RecordedEvent } from "@eventstore/db-client";
import type { Column } from "../domain/board.ts";
import { CorruptHistoryError } from "../domain/errors.ts";
import type { GameEvent } from "../domain/events.ts";
import { Game } from "../domain/game.ts";
import { MalformedEventError, toGameEvent } from "../persistence/event-mapping.ts";
import { isMetadata } from "./game-streams.ts";
import { applyToSummary, type GameSummary } from "./games.ts";

/** What the read model keeps of one game's stream. */
export interface GameRecord {
  /** Null where the stream is broken for good. */
  readonly summary: GameSummary | null;
  /** Why the events in the stream cannot be a game, as a sentence that names it; null where they are one. */
  readonly fault: string | null;
}

/**
 * Adds the next events of a stream to its record. They are added only where, with all that were before, they are
 * a game that can have happened. Otherwise the whole stream is quarantined: what is broken at one place is not
 * to be trusted at any other, so nothing of it is shown, and nothing that follows is read.
 *
 * @param record undefined for a stream that has not been met before.
 * @param recorded what has been written to the stream, and of its metadata, in order.
 * @returns undefined where the stream has been deleted.
 */
export function addToRecord(
  gameId: string,
  record: GameRecord | undefined,
  recorded: readonly RecordedEvent[],
): GameRecord | undefined {
  const deletion = recorded.findLastIndex(isDeletion);
  const stored = recorded.slice(deletion + 1).filter(({ streamId }) => !isMetadata(streamId));
  return addEvents(gameId, deletion === -1 ? record : undefined, stored);
}

/**
 * A stream is deleted by cutting off, in its metadata, all that could ever be in it; and for good by an event behind
 * all others. The types of these events tell nothing, for anybody may write an event of any type.
 */
function isDeletion({ streamId, revision, data }: RecordedEvent): boolean {
  const last = isMetadata(streamId) ? Number((data as { $tb?: unknown } | null)?.$tb) : Number(revision);
  return last > Number.MAX_SAFE_INTEGER;
}

function addEvents(
  gameId: string,
  record: GameRecord | undefined,
  stored: readonly RecordedEvent[],
): GameRecord | undefined {
  if (stored.length === 0 || record?.summary === null) return record;
  const history = record ? historyOf(record.summary) : [];
  for (const [index, { revision, streamId }] of stored.entries()) {
    const next = history.length + index;
    if (revision !== BigInt(next))
      return broken(`Stream ${streamId} lacks the event at revision ${next}: events have been cut off.`);
  }
  try {
    const events = stored.map((event) => ({ event: toGameEvent(event), recordedAt: event.created }));
    const fault = faultIn(gameId, [...history, ...events.map(({ event }) => event)]);
    const summary = events.reduce(
      (game, { event, recordedAt }) => applyToSummary(game, event, recordedAt),
      record?.summary,
    );
    return { summary: summary ?? null, fault };
  } catch (error) {
    if (error instanceof CorruptHistoryError || error instanceof MalformedEventError)
      return broken(error.message);
    throw error;
  }
}

function broken(fault: string): GameRecord {
  return { summary: null, fault };
}

/**
 * @returns what is missing at the end, which may be about to come: the move that decides a game and GameFinished are
 *   appended together, but they can be delivered one after the other.
 * @throws CorruptHistoryError for everything that nothing can mend.
 */
function faultIn(gameId: string, history: readonly GameEvent[]): string | null {
  try {
    Game.loadFromHistory(gameId, history);
    return null;
  } catch (error) {
    if (error instanceof CorruptHistoryError && error.revision === history.length) return error.message;
    throw error;
  }
}

/** Tells the events from what they have led to, so that the read model need not keep them as well. */
function historyOf({ playerOne, playerTwo, columns, result }: GameSummary): GameEvent[] {
  const moves = [...columns].map((column, index) => ({
    type: "MoveMade" as const,
    player: index % 2 === 0 ? playerOne : playerTwo,
    column: column as Column,
  }));
  const finish = result ? [{ type: "GameFinished" as const, result }] : [];
  return [{ type: "GameStarted", playerOne, playerTwo }, ...moves, ...finish];
}
