import { randomUUID } from "node:crypto";
import { ANY, jsonEvent, StreamNotFoundError } from "@eventstore/db-client";
import { Metadata } from "@grpc/grpc-js";
import { afterAll, beforeAll, type MockInstance, vi } from "vitest";
import { Game } from "../src/domain/game.ts";
import { type Connection, connect } from "../src/persistence/connection/connection.ts";
import { GameRepository } from "../src/persistence/game-repository.ts";

export const CAUSE = { causationId: "the command", correlationId: "the story" };

/**
 * An event store in memory, the official client on it, and your repository on that client.
 *
 * @param revisions whether the expected revision of an append counts. The steps before 3.10 ignore it, so that a wrong
 *   one is found in step 3.10, which is about revisions.
 */
export function openStore(revisions: "count" | "are ignored" = "are ignored") {
  let connection: Connection;
  let append: MockInstance<Connection["client"]["appendToStream"]>;
  beforeAll(async () => {
    connection = await connect({ kind: "memory" });
    const { client } = connection;
    const original = client.appendToStream.bind(client);
    append = vi
      .spyOn(client, "appendToStream")
      .mockImplementation((stream, events, options) =>
        original(stream, events, revisions === "count" ? options : { ...options, expectedRevision: ANY }),
      );
  });
  afterAll(() => connection.close());

  return {
    get games() {
      return new GameRepository(connection.client, connection.address);
    },

    /** @returns the expected revisions of your appends to the stream of a game. */
    expectedRevisions(gameId: string): string[] {
      return append.mock.calls
        .filter(([stream]) => stream === `game-${gameId}`)
        .map(([, , options]) => String(options?.expectedRevision ?? "none given"));
    },

    /** Lets the next append be stored, and its answer be lost. */
    loseNextAnswer(): void {
      const usual = append.getMockImplementation();
      append.mockImplementationOnce(async (...request) => {
        await usual?.(...request);
        throw Object.assign(new Error("14 UNAVAILABLE: Connection dropped"), {
          code: 14,
          details: "Connection dropped",
          metadata: new Metadata(),
        });
      });
    },

    /** Lets the next append be stored, and then something else happen before its answer arrives. */
    beforeNextAnswer(happen: () => void): void {
      const usual = append.getMockImplementation();
      append.mockImplementationOnce(async (...request) => {
        const answer = await usual?.(...request);
        happen();
        if (!answer) throw new Error("The store has not answered.");
        return answer;
      });
    },

    /** Lets the next append be refused; nothing is stored. */
    refuseNextAppend(): void {
      append.mockRejectedValueOnce(new Error("The store says no."));
    },

    /**
     * @returns type and data of each event in the stream of a game, read with the client; none if there is no stream.
     */
    async stored(gameId: string): Promise<unknown[]> {
      const stored: unknown[] = [];
      try {
        for await (const { event } of connection.client.readStream(`game-${gameId}`)) {
          if (event) stored.push({ type: event.type, ...(event.data as object) });
        }
      } catch (error) {
        if (!(error instanceof StreamNotFoundError)) throw error;
      }
      return stored;
    },

    /** @returns the id of each event in the stream of a game. */
    async idsOf(gameId: string): Promise<string[]> {
      const ids: string[] = [];
      for await (const { event } of connection.client.readStream(`game-${gameId}`))
        ids.push(event?.id ?? "none");
      return ids;
    },

    /** Stores the events of a new game with the client. @returns its id. */
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
