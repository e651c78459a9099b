import type { AllStreamRecordedEvent, EventStoreDBClient } from "@eventstore/db-client";
import { MalformedEventError } from "../persistence/event-mapping.ts";
import { correlationIdOf } from "../persistence/metadata.ts";
import type { Checkpoint } from "../projections/runner/checkpoint.ts";
import { eventsFor } from "../projections/runner/subscription.ts";
import { toHappened } from "./happened.ts";
import type { MatchProcess } from "./match-process.ts";
import { type MatchCommand, matchPolicy } from "./policy.ts";
import type { CheckpointStore, Reaction } from "./run-reaction.ts";

/** The types of the events that the policy of matches reacts to. */
const EVENT_TYPES = ["GameFinished", "MatchGameScheduled"] as const;

interface Parts {
  readonly client: EventStoreDBClient;
  readonly process: MatchProcess;
  readonly checkpoint: CheckpointStore;
  /** The only match to react to; without it, all matches. */
  readonly matchId?: string;
  /** Ends the subscription. */
  readonly signal: AbortSignal;
}

/** Puts together what keeps matches going, for `runReaction`. */
export function matchReaction({
  client,
  process,
  checkpoint,
  matchId,
  signal,
}: Parts): Reaction<MatchCommand> {
  return {
    async *subscribe(after) {
      for await (const events of eventsFor({ eventTypes: EVENT_TYPES }, client, after, signal)) yield* events;
    },
    decide: (stored) =>
      matchId === undefined || correlationIdOf(stored) === matchId ? decide(stored) : undefined,
    act: (command, stored) => process.carryOut(command, stored.id),
    checkpoint,
  };
}

function decide(stored: AllStreamRecordedEvent): MatchCommand | undefined {
  try {
    const happened = toHappened(stored);
    return happened && matchPolicy(happened);
  } catch (error) {
    if (error instanceof MalformedEventError) return undefined; // an event that cannot be read belongs to no match
    throw error;
  }
}

/**
 * Keeps the checkpoint in memory. That is enough for one match: a program that begins at the first event of the match
 * meets everything again that has been done, and it has no further effect.
 */
export function checkpointInMemory(start: Checkpoint | undefined): CheckpointStore {
  let last = start;
  return {
    load: async () => last,
    save: async (checkpoint) => {
      last = checkpoint;
    },
  };
}
