import type { EventStoreDBClient, RecordedEvent } from "@eventstore/db-client";
import { afterAll, beforeAll } from "vitest";
import { type Connection, connect } from "../../src/persistence/connection.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";

/** The real repository on an event store in memory: one for all tests of a file, and each test has games of its own. */
export interface EmbeddedStore {
  readonly client: EventStoreDBClient;
  /** Such as "esdb://127.0.0.1:51234". */
  readonly address: string;
  readonly games: GameRepository;
  /** Reads a game's stream with the official client alone. */
  stored(gameId: string): Promise<RecordedEvent[]>;
}

/** Opens the store before the tests of the file, and closes it after them. */
export function embeddedStore(): EmbeddedStore {
  let connection: Connection | undefined;
  beforeAll(async () => {
    connection = await connect({ kind: "memory" });
  });
  afterAll(() => connection?.close());
  const open = () => {
    if (!connection) throw new Error("The store is open while tests run.");
    return connection;
  };
  return {
    get client() {
      return open().client;
    },
    get address() {
      return open().address;
    },
    get games() {
      return new GameRepository(open().client, open().address);
    },
    stored: (gameId) => readStream(open().client, `game-${gameId}`),
  };
}

export async function readStream(client: EventStoreDBClient, stream: string): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const { event } of client.readStream(stream)) if (event) events.push(event);
  return events;
}
