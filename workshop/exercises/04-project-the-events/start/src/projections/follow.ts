import type { EventStoreDBClient } from "@eventstore/db-client";
import { NotThereYetError } from "../not-there-yet.ts";
import type { ReadStore } from "./read-store/read-store.ts";
import type { ProjectionDefinition } from "./runner/projection-definition.ts";

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
  throw new NotThereYetError("4.3", "follow subscribes to nothing");
}
