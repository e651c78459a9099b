import type { RecordedEvent } from "@eventstore/db-client";
import { isColumn } from "../domain/board.ts";
import { CorruptHistoryError, GameError } from "../domain/errors.ts";
import type { GameEvent } from "../domain/events.ts";
import { Game } from "../domain/game.ts";
import { MalformedEventError, toGameEvent } from "../persistence/event-mapping.ts";
import { fold, forget, type GameTables } from "./fold.ts";
import { gameIdOf, isMetadata, PREFIXES } from "./game-streams.ts";
import { type GameRow, tokenOfMove } from "./games.ts";
import type { ProjectionDefinition } from "./runner/projection-definition.ts";
import type { Table } from "./tables/table.ts";

/** The stream of a game, as far as it has been read. */
export interface StreamRow {
  /** The number of events that have been read. */
  readonly length: number;
  /** Why the game is left out, as a sentence that names the stream; null if it is not. */
  readonly fault: string | null;
}

interface Tables extends GameTables {
  readonly streams: Table<StreamRow>;
}

const EVENT_TYPES: readonly string[] = [
  "GameStarted",
  "MoveMade",
  "GameFinished",
] satisfies GameEvent["type"][];

/**
 * The projection of all games. The server filters by stream, not by event type: a deletion is an event `$metadata` in
 * the stream `$$game-…`, and other programs may write events of the same types into other streams. So this passes over
 * events of other types itself.
 */
export const gameProjection: ProjectionDefinition<Tables> = {
  name: "games",
  version: 1,
  eventTypes: EVENT_TYPES,
  streams: PREFIXES,
  tables: {
    games: {
      columns: {
        playerOne: "TEXT",
        playerTwo: "TEXT",
        playerOneKey: "TEXT",
        playerTwoKey: "TEXT",
        startedAt: "TEXT",
        changedAt: "TEXT",
        moves: "TEXT",
        result: "TEXT",
      },
      indexes: [
        "(number) WHERE result IS NULL",
        "(number) WHERE result IS NOT NULL",
        "(playerOneKey, number)",
        "(playerTwoKey, number)",
      ],
    },
    standings: {
      columns: {
        player: "TEXT",
        games: "INTEGER",
        wins: "INTEGER",
        losses: "INTEGER",
        ties: "INTEGER",
        winRate: "REAL",
        fastestWin: "INTEGER",
      },
      indexes: ["(wins DESC, winRate DESC, fastestWin, games DESC, player)"],
    },
    results: {
      columns: { playerKey: "TEXT", player: "TEXT", outcome: "TEXT", moves: "INTEGER" },
      indexes: ["(playerKey, number)"],
    },
    streams: {
      columns: { length: "INTEGER", fault: "TEXT" },
      indexes: ["(lower(key))", "(number) WHERE fault IS NOT NULL"],
    },
  },
  apply(tables, event) {
    const gameId = gameIdOf(event.streamId);
    if (isDeletion(event)) {
      forget(tables, gameId);
      tables.streams.delete(gameId);
    } else if (!isMetadata(event.streamId)) addToStream(tables, gameId, event);
  },
};

/**
 * Adds an event to its game. If the event cannot be read, or the state of a game cannot hold it, the whole game is left
 * out: its rows are removed, and its further events are ignored.
 */
function addToStream(tables: Tables, gameId: string, stored: RecordedEvent): void {
  const { length, fault } = tables.streams.get(gameId) ?? { length: 0, fault: null };
  if (fault !== null) return;
  const newFault = faultOf(tables, gameId, length, stored);
  if (newFault !== null) forget(tables, gameId);
  tables.streams.set(gameId, { length: length + 1, fault: newFault });
}

/**
 * Folds an event into the rows.
 *
 * @returns a sentence that says why this is not possible, or null if it was.
 */
function faultOf(tables: Tables, gameId: string, length: number, stored: RecordedEvent): string | null {
  if (stored.revision !== BigInt(length)) {
    return `Stream ${stored.streamId} lacks the event at revision ${length}: events have been cut off.`;
  }
  if (!EVENT_TYPES.includes(stored.type)) return null;
  try {
    const event = toGameEvent(stored);
    gameOf(gameId, tables.games.get(gameId)).apply(event);
    fold(tables, gameId, event, stored.created);
    return null;
  } catch (error) {
    if (error instanceof MalformedEventError) return error.message;
    if (error instanceof GameError) return new CorruptHistoryError(gameId, length, error).message;
    throw error;
  }
}

/**
 * Recognises a deletion by its revision, since any program may write an event of any type. A stream is deleted by
 * metadata that truncates it (`$tb`) before the highest possible revision, and permanently by an event at that revision.
 */
export function isDeletion({ streamId, revision, data }: RecordedEvent): boolean {
  const last = isMetadata(streamId) ? Number((data as { $tb?: unknown } | null)?.$tb) : Number(revision);
  return last > Number.MAX_SAFE_INTEGER;
}

/** Rebuilds the state of a game from its row, to find out whether it can hold the next event. */
function gameOf(gameId: string, row: GameRow | undefined): Game {
  return Game.loadFromHistory(gameId, row ? historyOf(row) : []);
}

/** Rebuilds the events of a game from its row. */
function historyOf({ playerOne, playerTwo, moves, result }: GameRow): GameEvent[] {
  const moved = [...moves].flatMap((move): GameEvent[] => {
    const player = tokenOfMove(move) === "PlayerOne" ? playerOne : playerTwo;
    const column = move.toUpperCase();
    return isColumn(column) ? [{ type: "MoveMade", player, column }] : [];
  });
  const finish: GameEvent[] = result ? [{ type: "GameFinished", result }] : [];
  return [{ type: "GameStarted", playerOne, playerTwo }, ...moved, ...finish];
}
