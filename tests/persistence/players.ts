import { randomUUID } from "node:crypto";
import type { AddressInfo, Server } from "node:net";
import { afterEach, expect } from "vitest";
import { Game } from "../../src/domain/game.ts";
import { connect } from "../../src/persistence/connection.ts";
import { EventStoreUnavailableError } from "../../src/persistence/errors.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { locateStore } from "../../src/persistence/store-location.ts";
import { RETRY_POLICY, type RetryPolicy } from "../../src/persistence/with-retry.ts";
import { type EmbeddedStore, embeddedStore } from "./embedded-store.ts";
import { certificate, type FrontOptions, front } from "./fronts.ts";

/** The option of a connection string that names the authority of the certificates here. */
export const TRUSTED = `tlsCAFile=${encodeURIComponent(certificate("authority"))}`;

/** Node 26 has done away with what it had warned of before: gRPC calls the server by its IP address. */
export const TLS_TAKES_IP_ADDRESSES = Number.parseInt(process.versions.node, 10) < 26;

/** A host that no computer can be, so that no network is asked for it. */
export const UNKNOWN_HOST = "no..such.host";

export const CAUSE = { causationId: "the command", correlationId: "the story" };

/** As patient as players are, except for the pauses. */
const PATIENT: RetryPolicy = { ...RETRY_POLICY, pause: 1 };
/** For what never passes: long enough for a few attempts. */
const BRIEF: RetryPolicy = { ...PATIENT, unreachable: 30, starting: 30, cluster: 60 };

export function newGame(): Game {
  const game = new Game(randomUUID());
  game.startGame("Ann", "Bob");
  return game;
}

/** Players who come to a store by way of a server in front of it; all that they open is closed after each test. */
interface Players {
  readonly store: EmbeddedStore;
  storePort(): number;
  /** @returns the port of a front of the store. */
  frontPort(options?: FrontOptions): Promise<number>;
  /** @returns the port of something that is being started. */
  portOf(starting: Promise<{ port: number; close(): Promise<unknown> }>): Promise<number>;
  /** @returns the port on which it listens from now on. */
  listen(server: Server): Promise<number>;
  gamesAt(connectionString: string, policy?: RetryPolicy): Promise<GameRepository>;
  /** Stores a game, and reads it back, through a connection of its own. */
  expectToWork(connectionString: string): Promise<void>;
  /** Expects that sentence, whether a player wants to read a game or to start one. */
  expectSentence(connectionString: string, sentence: string, policy?: RetryPolicy): Promise<void>;
}

/** Opens the store before the tests of the file, and closes it after them. */
export function players(): Players {
  const store = embeddedStore();
  const storePort = () => Number(store.address.split(":").at(-1));

  const closeAtTheEnd: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closeAtTheEnd.splice(0)) await close();
  });

  const portOf: Players["portOf"] = async (starting) => {
    const { port, close } = await starting;
    closeAtTheEnd.push(close);
    return port;
  };

  const gamesAt: Players["gamesAt"] = async (connectionString, policy = PATIENT) => {
    const connection = await connect(locateStore(connectionString, {}));
    closeAtTheEnd.unshift(() => connection.close());
    return new GameRepository(connection.client, connection, policy);
  };

  return {
    store,
    storePort,
    frontPort: (options) => portOf(front(storePort(), options)),
    portOf,
    gamesAt,

    async listen(server) {
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      closeAtTheEnd.push(async () => server.close());
      return (server.address() as AddressInfo).port;
    },

    async expectToWork(connectionString) {
      const games = await gamesAt(connectionString);
      const game = newGame();
      await games.add(game, CAUSE);
      game.makeMove("Ann", "D");
      await games.add(game, CAUSE);
      expect((await games.get(game.id)).events).toEqual(game.events);
      expect(await store.stored(game.id)).toHaveLength(2);
    },

    async expectSentence(connectionString, sentence, policy = BRIEF) {
      for (const attempt of [
        (games: GameRepository) => games.get("some-id"),
        (games: GameRepository) => games.add(newGame(), CAUSE),
      ]) {
        const error = await attempt(await gamesAt(connectionString, policy)).catch((reason) => reason);
        expect(error).toBeInstanceOf(EventStoreUnavailableError);
        expect(error.message).toBe(sentence);
      }
    },
  };
}
