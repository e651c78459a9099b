import { randomUUID } from "node:crypto";
import type { AddressInfo, Server } from "node:net";
import { afterEach, expect } from "vitest";
import { Game } from "../../../src/domain/game.ts";
import { connect } from "../../../src/persistence/connection/connection.ts";
import { locateStore } from "../../../src/persistence/connection/store-location.ts";
import { EventStoreUnavailableError } from "../../../src/persistence/errors.ts";
import { GameRepository } from "../../../src/persistence/game-repository.ts";
import { RETRY_POLICY, type RetryPolicy } from "../../../src/persistence/with-retry.ts";
import { type EmbeddedStore, embeddedStore } from "../embedded-store.ts";
import { certificate, type FrontOptions, front } from "./fronts.ts";

/** Option of a connection string that makes the certificates here trusted. */
export const TRUSTED = `tlsCAFile=${encodeURIComponent(certificate("authority"))}`;

/** Whether TLS works with IP addresses: gRPC uses one as server name, which Node warns of, and refuses from 26 on. */
export const TLS_TAKES_IP_ADDRESSES = Number.parseInt(process.versions.node, 10) < 26;

/** An invalid host name, for which no DNS server is asked. */
export const UNKNOWN_HOST = "no..such.host";

export const CAUSE = { causationId: "the command", correlationId: "the story" };

/** The real policy, with short pauses. */
const PATIENT: RetryPolicy = { ...RETRY_POLICY, pause: 1 };
/** A policy for failures that never end: it has time for a few attempts. */
const BRIEF: RetryPolicy = { ...PATIENT, unreachable: 30, starting: 30, cluster: 60 };

export function newGame(): Game {
  const game = new Game(randomUUID());
  game.startGame("Ann", "Bob");
  return game;
}

/** Players who use a store through a server in front of it; everything they open is closed after each test. */
interface Players {
  readonly store: EmbeddedStore;
  storePort(): number;
  /** Starts a front of the store. @returns its port. */
  frontPort(options?: FrontOptions): Promise<number>;
  /** Closes the server after the test. @returns its port. */
  portOf(starting: Promise<{ port: number; close(): Promise<unknown> }>): Promise<number>;
  /** Starts the server on a free port. @returns the port. */
  listen(server: Server): Promise<number>;
  gamesAt(connectionString: string, policy?: RetryPolicy): Promise<GameRepository>;
  /** Stores a game and reads it, through a new connection. */
  expectToWork(connectionString: string): Promise<void>;
  /** Expects this sentence both when a player reads a game and when a player starts one. */
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
