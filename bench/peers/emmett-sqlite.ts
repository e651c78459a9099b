import type { Event, EventStore } from "@event-driven-io/emmett";
import {
  appendToStream,
  createEventStoreSchema,
  getSQLiteEventStore,
  readStream,
  type SQLiteReadEventMetadata,
  sqliteConnection,
} from "@event-driven-io/emmett-sqlite";

/** Opens Emmett's SQLite store as its documentation shows; it opens the file for each read and each append. */
export async function emmettStore(file: string): Promise<EventStore> {
  const connection = sqliteConnection({ fileName: file });
  await createEventStoreSchema(connection);
  connection.close();
  return getSQLiteEventStore({ fileName: file, schema: { autoMigration: "None" } });
}

/**
 * Opens a store with the same tables and statements, made of functions that Emmett exports, on one connection that
 * stays open. It is faster than the store that Emmett offers, and so the harder peer.
 */
export async function emmettOnOneConnection(file: string): Promise<EventStore & { close(): void }> {
  const connection = sqliteConnection({ fileName: file });
  await createEventStoreSchema(connection);
  const store: EventStore<SQLiteReadEventMetadata> = {
    readStream: (stream, options) => readStream(connection, stream, options),
    async aggregateStream(stream, { evolve, initialState, read }) {
      const { events, ...position } = await readStream(connection, stream, read);
      return {
        ...position,
        state: events.reduce((state, event) => evolve(state, event as never), initialState()),
      };
    },
    async appendToStream(stream, events, options) {
      const result = await appendToStream(connection, stream, "game", events as Event[], options);
      if (!result.success) throw new Error(`Stream ${stream} has moved on.`);
      return { nextExpectedStreamVersion: result.nextStreamPosition, createdNewStream: false };
    },
  };
  return { ...(store as EventStore), close: () => connection.close() };
}
