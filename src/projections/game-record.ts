import type { RecordedEvent } from "@eventstore/db-client";
import { isColumn } from "../domain/board.ts";
import { CorruptHistoryError, GameError } from "../domain/errors.ts";
import type { GameEvent } from "../domain/events.ts";
import { Game } from "../domain/game.ts";
import { MalformedEventError, toGameEvent } from "../persistence/event-mapping.ts";
import { isMetadata } from "./game-streams.ts";
import { applyToSummary, type GameSummary, tokenOfMove } from "./games.ts";

/** What the read model keeps of one game's stream. */
export type GameRecord =
  | {
      readonly summary: GameSummary;
      /** How many events of the stream have been read. */
      readonly length: number;
      readonly fault?: undefined;
    }
  | {
      readonly summary?: undefined;
      /** Why the stream cannot be read, as a sentence that names it. */
      readonly fault: string;
    };

/**
 * Adds the next events of a stream to its record. A stream with an event that cannot be read, or that the state of a
 * game cannot hold, is left out whole and for good: nothing of it is shown, and nothing that follows is read.
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
  events: readonly RecordedEvent[],
): GameRecord | undefined {
  if (events.length === 0 || record?.fault !== undefined) return record;
  const game = Game.loadFromHistory(gameId, record ? historyOf(record.summary) : []);
  let { summary, length }: { summary?: GameSummary; length: number } = record ?? { length: 0 };
  for (const stored of events) {
    const { streamId, revision, created } = stored;
    if (revision !== BigInt(length)) {
      return { fault: `Stream ${streamId} lacks the event at revision ${length}: events have been cut off.` };
    }
    try {
      const event = toGameEvent(stored);
      game.apply(event);
      summary = applyToSummary(summary, event, created);
      length += 1;
    } catch (error) {
      if (error instanceof MalformedEventError) return { fault: error.message };
      if (error instanceof GameError)
        return { fault: new CorruptHistoryError(gameId, length, error).message };
      throw error;
    }
  }
  return summary && { summary, length };
}

/** Rebuilds events that lead to the same state from the summary: the read model need not keep them as well. */
function historyOf({ playerOne, playerTwo, moves, result }: GameSummary): GameEvent[] {
  const moved = [...moves].flatMap((move): GameEvent[] => {
    const player = tokenOfMove(move) === "PlayerOne" ? playerOne : playerTwo;
    const column = move.toUpperCase();
    return isColumn(column) ? [{ type: "MoveMade", player, column }] : [];
  });
  const finish: GameEvent[] = result ? [{ type: "GameFinished", result }] : [];
  return [{ type: "GameStarted", playerOne, playerTwo }, ...moved, ...finish];
}
