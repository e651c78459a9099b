import type { AllStreamRecordedEvent, EventStoreDBClient } from "@eventstore/db-client";
import type { GameRepository } from "../application/game-repository.ts";
import type { GameResult, Receiver } from "../application/receiver.ts";
import type { Game } from "../domain/game.ts";
import { STREAM_PREFIX } from "../persistence/event-mapping.ts";
import { eventsFor } from "../projections/runner/subscription.ts";
import type { CheckpointStore, Reaction } from "./run-reaction.ts";

/** The types of the events that others are told of. */
const EVENT_TYPES = ["GameFinished"] as const;

interface Parts {
  readonly client: EventStoreDBClient;
  readonly games: GameRepository;
  readonly receiver: Receiver;
  readonly checkpoint: CheckpointStore;
  /** Ends the subscription. */
  readonly signal: AbortSignal;
}

/** Tell others how a game has ended. */
export interface TellResult {
  readonly type: "TellResult";
  readonly gameId: string;
}

/** Puts together what tells others of each game that has ended, for `runReaction`. */
export function announcements({ client, games, receiver, checkpoint, signal }: Parts): Reaction<TellResult> {
  return {
    async *subscribe(after) {
      for await (const events of eventsFor({ eventTypes: EVENT_TYPES }, client, after, signal)) yield* events;
    },
    decide: ({ streamId }) =>
      streamId.startsWith(STREAM_PREFIX)
        ? { type: "TellResult", gameId: streamId.slice(STREAM_PREFIX.length) }
        : undefined,
    act: async ({ gameId }, stored) => receiver.tell(toGameResult(stored, await games.get(gameId))),
    checkpoint,
  };
}

/**
 * Makes the message about a game that has ended.
 *
 * @param stored its GameFinished.
 * @param game the game, with all its events.
 */
export function toGameResult({ id, created }: AllStreamRecordedEvent, game: Game): GameResult {
  const { players, result, events } = game;
  if (!players || !result) throw new Error(`Game ${game.id} has an end, and has not ended.`);
  return {
    type: "GameResult.v1",
    id,
    gameId: game.id,
    playerOne: players.playerOne,
    playerTwo: players.playerTwo,
    result,
    moves: events.filter(({ type }) => type === "MoveMade").length,
    finishedAt: created.toISOString(),
  };
}
