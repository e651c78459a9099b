import { randomUUID } from "node:crypto";
import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  jsonEvent,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
} from "@eventstore/db-client";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Game } from "../../../src/domain/game.ts";
import { connect } from "../../../src/persistence/connection/connection.ts";
import { locateStore } from "../../../src/persistence/connection/store-location.ts";
import { EventStoreUnavailableError } from "../../../src/persistence/errors.ts";
import { GameRepository } from "../../../src/persistence/game-repository.ts";
import { RETRY_POLICY, withRetry } from "../../../src/persistence/with-retry.ts";
import { embeddedStore } from "../embedded-store.ts";
import { front } from "./fronts.ts";
import { deadPort, lossyProxy, silentServer } from "./lossy-proxy.ts";

const CAUSE = { causationId: "the command", correlationId: "the story" };
const ADDRESS = "esdb://somewhere:2113";
const ONCE = { ...RETRY_POLICY, unreachable: 0, starting: 0, cluster: 0 };
const BRIEF = { ...RETRY_POLICY, unreachable: 300, starting: 300, cluster: 300, pause: 1 };
const PATIENT = { ...RETRY_POLICY, unreachable: 60_000, starting: 60_000, cluster: 60_000, pause: 1 };

const store = embeddedStore();

const closeAtTheEnd: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closeAtTheEnd.splice(0)) await close();
});

async function repositoryAt(port: number, policy = RETRY_POLICY) {
  const connectionString = `esdb://127.0.0.1:${port}?tls=false`;
  const connection = await connect(locateStore(connectionString, {}));
  closeAtTheEnd.unshift(() => connection.close());
  return new GameRepository(connection.client, connection.address, policy);
}

function newGame(): Game {
  const game = new Game(randomUUID());
  game.startGame("Ann", "Bob");
  return game;
}

const errorsOf = (...outcomes: Promise<unknown>[]) =>
  Promise.all(outcomes.map((outcome) => outcome.catch((error) => error)));

describe("a connection that breaks before the answer", () => {
  it("loses no event and stores none twice", async () => {
    const proxy = await lossyProxy(Number(store.address.split(":").at(-1)));
    closeAtTheEnd.unshift(proxy.close);
    const games = await repositoryAt(proxy.port);
    const game = newGame();
    await games.add(game, CAUSE);

    proxy.swallowAnswers();
    game.makeMove("Ann", "D");
    const adding = games.add(game, CAUSE);
    await vi.waitFor(async () => expect(await store.stored(game.id)).toHaveLength(2), { interval: 5 });
    proxy.cut();

    const position = await adding;
    const stored = await store.stored(game.id);
    expect(stored.map(({ type }) => type)).toEqual(["GameStarted", "MoveMade"]);
    expect(stored.at(-1)?.position).toEqual(position);
    expect(game.uncommittedEvents).toEqual([]);
  });
});

describe("a node that the client has left", () => {
  it("gets no more requests, so that its failure is not taken for the failure of later requests", async () => {
    const port = Number(store.address.split(":").at(-1));
    const silent = await front(port, {
      reply: (path) => (path.endsWith("/BatchAppend") ? "silence" : undefined),
    });
    closeAtTheEnd.unshift(silent.close);
    const { client, leaveNode, close } = await connect(
      locateStore(`esdb://localhost:${silent.port}?tls=false`, {}),
    );
    closeAtTheEnd.unshift(close);
    const event = jsonEvent({ type: "SomethingHappened", data: {} });
    const appending = expect(client.appendToStream("some-stream", [event])).rejects.toThrow("Cancelled");
    await vi.waitFor(() => expect(Reflect.get(client, "disposableStreams").size).toBe(1), { interval: 1 });
    await leaveNode?.();
    await appending;
  });
});

describe("a store that cannot be reached", () => {
  it("is named, with advice", async () => {
    const port = await deadPort();
    const games = await repositoryAt(port);
    const game = newGame();
    for (const error of await errorsOf(games.get("some-id"), games.add(game, CAUSE))) {
      expect(error).toBeInstanceOf(EventStoreUnavailableError);
      expect(error).toMatchObject({
        address: `esdb://127.0.0.1:${port}`,
        message: `The event store at esdb://127.0.0.1:${port} cannot be reached: start it, or leave out --store and EVENTSTOREDB_URI to use the embedded one.`,
      });
    }
    expect(game.uncommittedEvents, "what has not been stored").toHaveLength(1);
  });

  it("is named if it listens and never answers, before the time-out", async () => {
    const server = await silentServer();
    closeAtTheEnd.unshift(server.close);
    const games = await repositoryAt(server.port, { ...BRIEF, timeout: 60, starting: 100 });
    for (const error of await errorsOf(games.get("some-id"), games.add(newGame(), CAUSE))) {
      expect(error).toBeInstanceOf(EventStoreUnavailableError);
      expect(error).toMatchObject({
        message: expect.stringMatching(
          `^The event store at esdb://127.0.0.1:${server.port} does not answer: check that it is running and not overloaded[.;]`,
        ),
      });
    }
  });

  it("is distinguished from one without TLS, and no password is shown", async () => {
    const { port } = new URL(store.address.replace("esdb", "http"));
    const connection = await connect(locateStore(`esdb://me:secret@localhost:${port}`, {}));
    closeAtTheEnd.unshift(() => connection.close());
    const games = new GameRepository(connection.client, connection.address, ONCE);
    await expect(games.get("some-id")).rejects.toThrow(
      `The event store at esdb://localhost:${port} does not speak TLS: add ?tls=false to the connection string.`,
    );
  });
});

describe("asking a store", () => {
  const failing = (error: Error, times = Number.POSITIVE_INFINITY) => {
    const question = vi.fn(async () => {
      if (question.mock.calls.length <= times) throw error;
      return "answer";
    });
    return question;
  };
  const grpcError = (message: string, metadata = {}) =>
    ({ message, metadata: { getMap: () => metadata } }) as never;
  const leader = { "leader-endpoint-host": "other", "leader-endpoint-port": "2113" };

  it.concurrent.each([
    ["unavailable", new UnavailableError(undefined, "down")],
    ["cancelled", new CancelledError(undefined, "gone")],
    ["deadline exceeded", new DeadlineExceededError(undefined, "late")],
    ["timed out", new TimeoutError(undefined, "late")],
    ["not the leader", new NotLeaderError(grpcError("follower", leader))],
    ["no node of the cluster", new Error("Failed to discover after 10 attempts.")],
  ])("is repeated after an outage: %s", async (_, outage) => {
    const recovering = failing(outage, 1);
    expect(await withRetry(ADDRESS, recovering, PATIENT)).toBe("answer");
    expect(recovering).toHaveBeenCalledTimes(2);

    const hopeless = failing(outage);
    const asking = withRetry(ADDRESS, hopeless, BRIEF);
    await expect(asking).rejects.toThrow(EventStoreUnavailableError);
    await expect(asking).rejects.toMatchObject({ address: ADDRESS, cause: outage });
    expect(hopeless.mock.calls.length).toBeGreaterThan(1);
  });

  it("is not repeated after any other error, which is passed on", async () => {
    const question = failing(new RangeError("no"));
    await expect(withRetry(ADDRESS, question)).rejects.toThrow(new RangeError("no"));
    expect(question).toHaveBeenCalledTimes(1);
  });

  it("is not repeated if the user is refused", async () => {
    const question = failing(new AccessDeniedError(undefined, "no"));
    const asking = withRetry(ADDRESS, question);
    await expect(asking).rejects.toThrow(EventStoreUnavailableError);
    await expect(asking).rejects.toThrow(
      `The event store at ${ADDRESS} refuses this user: check user and password.`,
    );
    expect(question).toHaveBeenCalledTimes(1);
  });

  it.each([
    [
      "self-signed certificate in certificate chain",
      "has a certificate that is not trusted: name its authority with tlsCAFile",
    ],
    [
      "SSL routines:ssl3_get_record:wrong version number",
      "does not speak TLS: add ?tls=false to the connection string",
    ],
    ["write EPROTO", "does not speak TLS: add ?tls=false to the connection string"],
  ])("says what to do about: %s", async (message, advice) => {
    const question = failing(new UnavailableError(undefined, message));
    await expect(withRetry(ADDRESS, question, ONCE)).rejects.toThrow(
      `The event store at ${ADDRESS} ${advice}.`,
    );
  });
});
