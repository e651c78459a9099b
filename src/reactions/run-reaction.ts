import type { AllStreamRecordedEvent } from "@eventstore/db-client";
import { type Checkpoint, checkpointAt } from "../projections/runner/checkpoint.ts";

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
  /** Carries out the command. A repeat with the same command and event must have no further effect. */
  readonly act: (command: Command, event: AllStreamRecordedEvent) => Promise<void>;
  readonly checkpoint: CheckpointStore;
}

/**
 * Runs a reaction. The checkpoint moves after the effect, not before: a crash in between repeats the effect, whereas the
 * other order would lose it. So each event is handled at least once.
 *
 * @throws the first error of the subscription, the policy, the command or the checkpoint.
 */
export async function runReaction<Command>(reaction: Reaction<Command>): Promise<void> {
  const { subscribe, decide, act, checkpoint } = reaction;
  for await (const event of subscribe(await checkpoint.load())) {
    const command = decide(event);
    if (command !== undefined) await act(command, event);
    await checkpoint.save(checkpointAt(event));
  }
}
