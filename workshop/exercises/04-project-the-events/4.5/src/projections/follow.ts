import type { EventStoreDBClient } from "@eventstore/db-client";
import type { ReadStore } from "./read-store/read-store.ts";
import type { ProjectionDefinition } from "./runner/projection-definition.ts";
import { eventsFor } from "./runner/subscription.ts";
import { addEvents } from "./transaction.ts";

/**
 * Folds the events that are there into the rows, from the checkpoint on, then those that come.
 *
 * @param signal ends it.
 */
export async function follow<Tables extends object>(
  client: EventStoreDBClient,
  projection: ProjectionDefinition<Tables>,
  store: ReadStore<Tables>,
  signal: AbortSignal,
): Promise<void> {
  const after = await store.transaction(({ checkpoint }) => checkpoint());
  for await (const events of eventsFor(projection, client, after, signal)) {
    await store.transaction((transaction) => addEvents(transaction, projection.apply, events));
  }
}
