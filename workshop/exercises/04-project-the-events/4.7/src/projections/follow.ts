import type { AllStreamRecordedEvent, EventStoreDBClient } from "@eventstore/db-client";
import type { ReadStore } from "./read-store/read-store.ts";
import { hasReached } from "./runner/checkpoint.ts";
import type { ProjectionDefinition } from "./runner/projection-definition.ts";
import { lastPosition } from "./runner/same-store.ts";
import { eventsFor } from "./runner/subscription.ts";
import { addEvents } from "./transaction.ts";

/**
 * Folds the events that are there into the rows, from the checkpoint on, then those that come. When all that were
 * there are in the rows, readers see them.
 *
 * @param signal ends it.
 */
export async function follow<Tables extends object>(
  client: EventStoreDBClient,
  projection: ProjectionDefinition<Tables>,
  store: ReadStore<Tables>,
  signal: AbortSignal,
): Promise<void> {
  const goal = await lastPosition(client, projection, signal);
  const add = async (events: readonly AllStreamRecordedEvent[]) => {
    const isComplete = await store.transaction((transaction) => {
      addEvents(transaction, projection.apply, events);
      return !goal || hasReached(transaction.checkpoint(), goal);
    });
    if (isComplete) await store.show();
  };
  await add([]);
  const after = await store.transaction(({ checkpoint }) => checkpoint());
  for await (const events of eventsFor(projection, client, after, signal)) await add(events);
}
