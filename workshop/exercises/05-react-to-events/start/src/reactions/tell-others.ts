import type { AllStreamRecordedEvent, EventStoreDBClient } from "@eventstore/db-client";
import type { GameRepository } from "../application/game-repository.ts";
import type { GameResult, Receiver } from "../application/receiver.ts";
import type { Game } from "../domain/game.ts";
import { NotThereYetError } from "../not-there-yet.ts";
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
    decide: () => undefined, // step 5.6
    act: async () => {}, // step 5.6
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
  throw new NotThereYetError("5.6", "nobody is told");
}
