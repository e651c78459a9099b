import type { RecordedEvent } from "@eventstore/db-client";
import { sentenceFor } from "../../cli/screens/event-sentence.ts";
import { audit } from "../../domain/audit.ts";
import { type Board, type Cell, COLUMNS, ROWS, type Token } from "../../domain/board.ts";
import { GameError } from "../../domain/errors.ts";
import type { GameEvent } from "../../domain/events.ts";
import { Game } from "../../domain/game.ts";
import { MalformedEventError, toGameEvent } from "../../persistence/event-mapping.ts";
import { applyToGame, type GameRow } from "../../projections/games.ts";

/** An event of a game, and the moment right after it. */
export interface Moment {
  readonly revision: number;
  readonly stored: RecordedEvent;
  /** The event as a sentence, or the reason why it cannot be read. */
  readonly sentence: string;
  /** Whether the event, or one before it, cannot be read or applied. The state is then that before the fault. */
  readonly isBroken: boolean;
  /** The cell of the token that the event has put on the board. */
  readonly cell: Cell | undefined;
  /** The token whose turn it is, undefined before the start and after the end. */
  readonly nextToken: Token | undefined;
  readonly board: Board;
  /** The row of the list of games; undefined before the start. */
  readonly row: GameRow | undefined;
  /** What today's rules say against the event. */
  readonly objection: string | undefined;
}

/** A game, moment by moment. */
export interface Story {
  readonly moments: readonly Moment[];
  /** A sentence about an event that today's rules would have led to after the last one. */
  readonly missing: string | undefined;
}

/**
 * Tells a game from its stored events: replays them, and keeps every moment.
 *
 * @param history all stored events of the game, in order; those that no game can have are in the story, too.
 */
export function tell(gameId: string, history: readonly RecordedEvent[]): Story {
  const game = new Game(gameId);
  const events: GameEvent[] = [];
  let row: GameRow | undefined;
  let isBroken = false;
  const moments = history.map((stored, revision): Omit<Moment, "objection"> => {
    const before = game.board;
    let sentence = "This event comes after one that cannot be read.";
    if (!isBroken) {
      try {
        const event = toGameEvent(stored);
        game.apply(event);
        row = applyToGame(row, event, stored.created);
        events.push(event);
        sentence = sentenceFor(event, game.players);
      } catch (error) {
        if (!(error instanceof MalformedEventError || error instanceof GameError)) throw error;
        isBroken = true;
        sentence = error.message;
      }
    }
    const { board, nextToken } = game;
    return { revision, stored, sentence, isBroken, cell: newCell(before, board), nextToken, board, row };
  });
  const objections = new Map(
    isBroken ? [] : audit(gameId, events).map(({ revision, sentence }) => [revision, sentence]),
  );
  return {
    moments: moments.map((moment) => ({ ...moment, objection: objections.get(moment.revision) })),
    missing: objections.get(history.length),
  };
}

/** @returns the cell that is empty on one board and not on the next. */
function newCell(before: Board, after: Board): Cell | undefined {
  if (before === after) return undefined;
  const cells = COLUMNS.flatMap((column) =>
    Array.from({ length: ROWS }, (_, row) => ({ column, row: row + 1 })),
  );
  return cells.find((cell) => after.tokenAt(cell) && !before.tokenAt(cell));
}
