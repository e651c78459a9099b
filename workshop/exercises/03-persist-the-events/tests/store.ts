import { randomUUID } from "node:crypto";
import { jsonEvent } from "@eventstore/db-client";
import { afterAll, beforeAll } from "vitest";
import { Game } from "../src/domain/game.ts";
import { type Connection, connect } from "../src/persistence/connection.ts";
import { GameRepository } from "../src/persistence/game-repository.ts";

export const CAUSE = { causationId: "the command", correlationId: "the story" };

/** An event store in memory, the official client on it, and your repository on that client. */
export function openStore() {
  let connection: Connection;
  beforeAll(async () => {
    connection = await connect({ kind: "memory" });
  });
  afterAll(() => connection.close());

  return {
    get games() {
      return new GameRepository(connection.client, connection.address);
    },

    /** @returns type and data of each event in the stream of a game, read by the client alone. */
    async stored(gameId: string): Promise<unknown[]> {
      const stored: unknown[] = [];
      for await (const { event } of connection.client.readStream(`game-${gameId}`)) {
        if (event) stored.push({ type: event.type, ...(event.data as object) });
      }
      return stored;
    },

    /** Puts the events of a new game into its stream by the client alone. @returns its id. */
    async given(...events: readonly { readonly type: string }[]): Promise<string> {
      const id = randomUUID();
      const stored = events.map(({ type, ...data }) => jsonEvent({ type, data }));
      await connection.client.appendToStream(`game-${id}`, stored);
      return id;
    },
  };
}

/** @returns a game of Ann against Bob that has started; nothing of it is stored. */
export function newGame(id: string = randomUUID()): Game {
  const game = new Game(id);
  game.startGame("Ann", "Bob");
  return game;
}
