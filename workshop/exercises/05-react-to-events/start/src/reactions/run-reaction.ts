import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import { NotThereYetError } from "../not-there-yet.ts";
import type { Checkpoint } from "../projections/runner/checkpoint.ts";

/** Keeps the last event that has been handled. */
export interface CheckpointStore {
  load(): Promise<Checkpoint | undefined>;
  save(checkpoint: Checkpoint): Promise<void>;
}

/** A reaction to events of the log. */
export interface Reaction<Command> {
  /** Subscribes to the log: events after the checkpoint, in order, then live. */
  readonly subscribe: (after: Checkpoint | undefined) => AsyncIterable<AllStreamRecordedEvent>;
  /** The policy. Returns the command that follows from the event, or undefined if none does. */
  readonly decide: (event: AllStreamRecordedEvent) => Command | undefined;
  /** Carries out the command. It may be called again with the same command and event. */
  readonly act: (command: Command, event: AllStreamRecordedEvent) => Promise<void>;
  readonly checkpoint: CheckpointStore;
}

/**
 * Runs a reaction: each event is handled at least once.
 *
 * @throws the first error of the subscription, the policy, the command or the checkpoint.
 */
export async function runReaction<Command>(reaction: Reaction<Command>): Promise<void> {
  throw new NotThereYetError("5.3", "runReaction subscribes to nothing");
}
