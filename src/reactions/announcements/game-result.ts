import type { RecordedEvent } from "@eventstore/db-client";
import type { Result } from "../../domain/board.ts";
import { Game } from "../../domain/game.ts";
import { toGameEvent } from "../../persistence/event-mapping.ts";
import { correlationIdOf } from "../../persistence/metadata.ts";

/**
 * The integration event: what others are told of a game that has ended. Its shape is a promise to programs that we do
 * not know, and has nothing to do with how we store events: fields may only be added. Any other change makes a v2.
 */
export interface GameResultV1 {
  readonly type: "GameResult.v1";
  /** The id of the event that it tells of. A receiver that has had this id before drops the message. */
  readonly id: string;
  readonly gameId: string;
  /** The id of the match, for a game of a match; otherwise an id of the game alone. */
  readonly correlationId: string | null;
  readonly playerOne: string;
  readonly playerTwo: string;
  readonly result: Result;
  /** The name of the winner, or null for a tie. */
  readonly winner: string | null;
  /** The number of moves of both players. */
  readonly moves: number;
  /** When the store recorded the end of the game: ISO 8601, in UTC. */
  readonly finishedAt: string;
}

/**
 * Makes the integration event from the events of a game.
 *
 * @param stored all events of the game, in order.
 * @param eventId the id of its GameFinished.
 * @returns undefined if there is nothing to tell: the event is not there any more, or the game had ended before.
 * @throws MalformedEventError, CorruptHistoryError
 */
export function gameResult(
  gameId: string,
  stored: readonly RecordedEvent[],
  eventId: string,
): GameResultV1 | undefined {
  const index = stored.findIndex(({ id }) => id === eventId);
  const finished = stored[index];
  const history = stored.slice(0, index + 1).map(toGameEvent);
  const { players, result } = Game.loadFromHistory(gameId, history);
  const isFirst = history.filter(({ type }) => type === "GameFinished").length === 1;
  if (!finished || !players || !result || !isFirst) return undefined;
  const { playerOne, playerTwo } = players;
  return {
    type: "GameResult.v1",
    id: eventId,
    gameId,
    correlationId: correlationIdOf(finished) ?? null,
    playerOne,
    playerTwo,
    result,
    winner: { PlayerOneWon: playerOne, PlayerTwoWon: playerTwo, Tied: null }[result],
    moves: history.filter(({ type }) => type === "MoveMade").length,
    finishedAt: finished.created.toISOString(),
  };
}
