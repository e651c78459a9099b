import type { EventStoreDBClient } from "@eventstore/db-client";
import type { ReadStore } from "./read-store/read-store.ts";
import type { ProjectionDefinition } from "./runner/projection-definition.ts";
import { eventsFor } from "./runner/subscription.ts";

/**
 * Folds the events that are there into the rows, then those that come.
 *
 * @param signal ends it.
 */
export async function follow<Tables extends object>(
  client: EventStoreDBClient,
  projection: ProjectionDefinition<Tables>,
  store: ReadStore<Tables>,
  signal: AbortSignal,
): Promise<void> {
  for await (const events of eventsFor(projection, client, undefined, signal)) {
    await store.transaction(({ tables }) => {
      for (const event of events) projection.apply(tables, event);
    });
  }
}
