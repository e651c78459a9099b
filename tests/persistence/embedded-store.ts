import { randomUUID } from "node:crypto";
import type { EventStoreDBClient, RecordedEvent } from "@eventstore/db-client";
import { afterAll, beforeAll } from "vitest";
import { Game } from "../../src/domain/game.ts";
import { type Connection, connect } from "../../src/persistence/connection/connection.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { moves } from "../domain/specification.ts";

export const CAUSE = { causationId: "the command", correlationId: "the story" };

/** Returns a game of Ann and Bob under a new id, with moves into these columns, all events uncommitted. */
export function newGame(columns = "", id: string = randomUUID()): Game {
  const game = new Game(id);
  game.startGame("Ann", "Bob");
  for (const { player, column } of moves(columns)) game.makeMove(player, column);
  return game;
}

/** The real repository on an in-memory event store, which all tests of a file share; each test has its own games. */
export interface EmbeddedStore {
  readonly client: EventStoreDBClient;
  /** Such as "esdb://127.0.0.1:51234". */
  readonly address: string;
  readonly games: GameRepository;
  /** Reads a game's stream with the official client only. */
  stored(gameId: string): Promise<RecordedEvent[]>;
  /** Stores a new game. @returns its id. */
  storedGame(columns?: string): Promise<string>;
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
    async storedGame(columns) {
      const game = newGame(columns);
      await this.games.add(game, CAUSE);
      return game.id;
    },
  };
}

export async function readStream(client: EventStoreDBClient, stream: string): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const { event } of client.readStream(stream)) if (event) events.push(event);
  return events;
}
