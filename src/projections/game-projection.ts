import type { RecordedEvent } from "@eventstore/db-client";
import { isColumn } from "../domain/board.ts";
import { CorruptHistoryError } from "../domain/errors.ts";
import type { GameEvent } from "../domain/events.ts";
import { Game } from "../domain/game.ts";
import { STREAM_PREFIX, toGameEvent } from "../persistence/event-mapping.ts";
import { fold, forget, type GameTables } from "./fold.ts";
import { type GameRow, tokenOfMove } from "./games.ts";
import type { ProjectionDefinition } from "./runner/projection-definition.ts";
import { addToStream, type Kind, prefixesOf, STREAMS, type StreamRow } from "./streams.ts";
import type { Table } from "./tables/table.ts";

interface Tables extends GameTables {
  readonly streams: Table<StreamRow>;
}

const EVENT_TYPES: readonly string[] = [
  "GameStarted",
  "MoveMade",
  "GameFinished",
] satisfies GameEvent["type"][];

const GAMES: Kind<Tables> = {
  prefix: STREAM_PREFIX,
  eventTypes: EVENT_TYPES,
  fold: addToGame,
  forget,
  CorruptError: CorruptHistoryError,
};

/**
 * The projection of all games. The server filters by stream, not by event type: a deletion is an event `$metadata` in
 * the stream `$$game-…`, and other programs may write events of the same types into other streams. So this passes over
 * events of other types itself.
 */
export const gameProjection: ProjectionDefinition<Tables> = {
  name: "games",
  version: 1,
  eventTypes: EVENT_TYPES,
  streams: prefixesOf(STREAM_PREFIX),
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
    streams: STREAMS,
  },
  apply(tables, event) {
    addToStream(tables, GAMES, event);
  },
};

/** @throws MalformedEventError; GameError if the state of the game cannot hold the event. */
function addToGame(tables: Tables, gameId: string, stored: RecordedEvent): void {
  const event = toGameEvent(stored);
  gameOf(gameId, tables.games.get(gameId)).apply(event);
  fold(tables, gameId, event, stored.created);
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
