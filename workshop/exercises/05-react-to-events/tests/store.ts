import { randomUUID } from "node:crypto";
import {
  type AllStreamRecordedEvent,
  type EventStoreDBClient,
  jsonEvent,
  type Position,
  type RecordedEvent,
  StreamNotFoundError,
} from "@eventstore/db-client";
import { afterAll, beforeAll } from "vitest";
import { type Connection, connect } from "../src/persistence/connection/connection.ts";
import { GameRepository } from "../src/persistence/game-repository.ts";
import { MatchRepository } from "../src/persistence/match-repository.ts";

/** A log that no other test writes to. */
export interface Log {
  readonly client: EventStoreDBClient;
  /** The type of its events. */
  readonly type: string;
  /** Appends an event for each of these. @returns the position of the last one. */
  append(...what: readonly string[]): Promise<Position>;
}

/** An event store in memory, and the official client on it; they are gone after the tests of the file. */
export function openStore() {
  let connection: Connection;
  beforeAll(async () => {
    connection = await connect({ kind: "memory" });
  });
  afterAll(() => connection.close());

  return {
    get client() {
      return connection.client;
    },

    get games() {
      return new GameRepository(connection.client, connection);
    },

    get matches() {
      return new MatchRepository(connection.client, connection);
    },

    newLog(): Log {
      const { client } = connection;
      const id = randomUUID();
      const type = `Happened-${id}`;
      return {
        client,
        type,
        async append(...what) {
          const events = what.map((name) => jsonEvent({ type, data: { name } }));
          const { position } = await client.appendToStream(`happened-${id}`, events);
          if (!position) throw new Error("The store says where it has put the events.");
          return position;
        },
      };
    },

    /** @returns the events of a stream, read by the client alone; none where there is no stream. */
    async stored(stream: string): Promise<RecordedEvent[]> {
      const events: RecordedEvent[] = [];
      try {
        for await (const { event } of connection.client.readStream(stream)) if (event) events.push(event);
      } catch (error) {
        if (!(error instanceof StreamNotFoundError)) throw error;
      }
      return events;
    },

    /** @returns the events of these types that belong to a match, in the order of the log. */
    async ofMatch(matchId: string, ...types: readonly string[]): Promise<AllStreamRecordedEvent[]> {
      const events: AllStreamRecordedEvent[] = [];
      for await (const { event } of connection.client.readAll()) {
        const { $correlationId } = (event?.metadata ?? {}) as { $correlationId?: string };
        if (event && $correlationId === matchId && types.includes(event.type)) events.push(event);
      }
      return events;
    },
  };
}
