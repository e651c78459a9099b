import { randomUUID } from "node:crypto";
import {
  NO_STREAM,
  StreamNotFoundError,
  UnavailableError,
  WrongExpectedVersionError,
} from "@eventstore/db-client";
import { describe, expect, it } from "vitest";
import { ConcurrencyError, GameNotFoundError } from "../../src/application/game-repository.ts";
import { Game } from "../../src/domain/game.ts";
import { connect } from "../../src/persistence/connection/connection.ts";
import { locateStore } from "../../src/persistence/connection/store-location.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { ANN_AND_BOB, moves } from "../domain/specification.ts";
import { CAUSE, embeddedStore, newGame } from "./embedded-store.ts";
import { watchedClient } from "./watched-client.ts";

const store = embeddedStore();

const factsOf = async (gameId: string) =>
  (await store.stored(gameId)).map(({ type, data }) => ({ type, ...(data as object) }));

describe("add", () => {
  it("appends what happened to the stream game-<id>, in order, with its cause", async () => {
    const game = newGame("ABABABA");
    const position = await store.games.add(game, CAUSE);
    const finished = { type: "GameFinished", result: "PlayerOneWon" };
    expect(await factsOf(game.id)).toEqual([ANN_AND_BOB, ...moves("ABABABA"), finished]);
    const stored = await store.stored(game.id);
    for (const { metadata, isJson, streamId } of stored) {
      expect(metadata).toEqual({ $causationId: "the command", $correlationId: "the story" });
      expect([isJson, streamId]).toEqual([true, `game-${game.id}`]);
    }
    expect(new Set(stored.map(({ id }) => id)).size).toBe(9);
    expect(stored.at(-1)?.position).toEqual(position);
  });

  it("makes the uncommitted events history, so that the next add appends only new events", async () => {
    const game = newGame("A");
    await store.games.add(game, CAUSE);
    expect([game.historicalEvents, game.uncommittedEvents]).toEqual([[ANN_AND_BOB, ...moves("A")], []]);
    game.makeMove("Bob", "B");
    await store.games.add(game, CAUSE);
    expect(await factsOf(game.id)).toEqual([ANN_AND_BOB, ...moves("AB")]);
  });

  it("keeps events that are recorded during an append for the next add", async () => {
    const game = newGame();
    const adding = store.games.add(game, CAUSE);
    game.makeMove("Ann", "D");
    await adding;
    expect(game.uncommittedEvents).toEqual(moves("D"));
    await store.games.add(game, CAUSE);
    expect(await factsOf(game.id)).toEqual([ANN_AND_BOB, ...moves("D")]);
  });

  it("does nothing without uncommitted events: no stream, no call, no position", async () => {
    const { client, appends } = watchedClient(store.client);
    const game = new Game(randomUUID());
    expect(await new GameRepository(client).add(game, CAUSE)).toBeUndefined();
    expect(appends).toEqual([]);
    await expect(store.stored(game.id)).rejects.toThrow(StreamNotFoundError);
  });

  it("stores nothing when it is called a second time", async () => {
    const game = newGame("A");
    await store.games.add(game, CAUSE);
    expect(await store.games.add(game, CAUSE)).toBeUndefined();
    expect(await factsOf(game.id)).toEqual([ANN_AND_BOB, ...moves("A")]);
  });

  it("sends everything in one append, always with an expected revision", async () => {
    const { client, appends } = watchedClient(store.client);
    const games = new GameRepository(client);
    const game = newGame();
    await games.add(game, CAUSE);
    for (const { player, column } of moves("ABABABA")) {
      game.makeMove(player, column);
      await games.add(game, CAUSE);
    }
    expect(appends.map(({ expectedRevision }) => expectedRevision)).toEqual([
      NO_STREAM,
      0n,
      1n,
      2n,
      3n,
      4n,
      5n,
      6n,
    ]);
    expect(appends.map(({ ids }) => ids.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 2]);
    expect(new Set(appends.map(({ stream }) => stream))).toEqual(new Set([`game-${game.id}`]));
  });

  it("refuses a second game under the same id", async () => {
    const id = await store.storedGame();
    const adding = store.games.add(newGame("", id), CAUSE);
    await expect(adding).rejects.toThrow(ConcurrencyError);
    await expect(adding).rejects.toMatchObject({ cause: expect.any(WrongExpectedVersionError) });
    expect(await factsOf(id)).toEqual([ANN_AND_BOB]);
  });

  it("refuses the second of two who have loaded the same game, and stores only the first one's move", async () => {
    const id = await store.storedGame("A");
    const [first, second] = [await store.games.get(id), await store.games.get(id)];
    first.makeMove("Bob", "C");
    second.makeMove("Bob", "D");
    await store.games.add(first, CAUSE);
    await expect(store.games.add(second, CAUSE)).rejects.toThrow(ConcurrencyError);
    expect(await factsOf(id)).toEqual([ANN_AND_BOB, ...moves("AC")]);
    expect(second.uncommittedEvents, "of the one who was refused").toEqual(moves("AD").slice(1));
  });

  it("refuses one of two who move at the very same time, even with the very same move", async () => {
    const id = await store.storedGame();
    const both = [await store.games.get(id), await store.games.get(id)];
    for (const game of both) game.makeMove("Ann", "D");
    const outcomes = await Promise.allSettled(both.map((game) => store.games.add(game, CAUSE)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: expect.any(ConcurrencyError),
    });
    expect(await factsOf(id)).toEqual([ANN_AND_BOB, ...moves("D")]);
  });

  it("refuses it also if the connection string tells the client not to throw", async () => {
    const connectionString = `${store.address}?tls=false&throwOnAppendFailure=false`;
    const connection = await connect(locateStore(connectionString, {}));
    const id = await store.storedGame();
    const games = new GameRepository(connection.client);
    await expect(games.add(newGame("A", id), CAUSE)).rejects.toThrow(ConcurrencyError);
    await connection.close();
    expect(await factsOf(id)).toEqual([ANN_AND_BOB]);
  });

  it("finds no game if its stream is tombstoned", async () => {
    const game = await store.games.get(await store.storedGame());
    await store.client.tombstoneStream(`game-${game.id}`);
    game.makeMove("Ann", "D");
    await expect(store.games.add(game, CAUSE)).rejects.toThrow(GameNotFoundError);
  });
});

it("is told that a store cannot be reached, also if it does not know the store's address", async () => {
  const { client } = watchedClient(store.client, () =>
    Promise.reject(new UnavailableError(undefined, "certificate has expired")),
  );
  await expect(new GameRepository(client).add(newGame(), CAUSE)).rejects.toThrow(
    "The event store at the given address has a certificate that has expired:",
  );
});

describe("an append with an unknown outcome", () => {
  it("is sent again with the same ids, and stored once", async () => {
    const { client, appends } = watchedClient(store.client, async (attempt, append) => {
      const result = await append();
      if (attempt < 3)
        throw new UnavailableError(undefined, "The connection broke before the answer was there.");
      return result;
    });
    const game = newGame("A");
    const position = await new GameRepository(client).add(game, CAUSE);
    expect(appends).toHaveLength(3);
    expect(appends.map(({ ids }) => ids)).toEqual([appends[0]?.ids, appends[0]?.ids, appends[0]?.ids]);
    const stored = await store.stored(game.id);
    expect(stored.map(({ id }) => id)).toEqual(appends[0]?.ids);
    expect(stored.at(-1)?.position).toEqual(position);
    expect(game.uncommittedEvents).toEqual([]);
  });

  it("counts as stored even if another player moved before it was sent again", async () => {
    const { client } = watchedClient(store.client, async (attempt, append) => {
      const result = await append();
      if (attempt > 1) return result;
      const seenByBob = await store.games.get(game.id);
      seenByBob.makeMove("Bob", "B");
      await store.games.add(seenByBob, CAUSE);
      throw new UnavailableError(undefined, "The connection broke before the answer was there.");
    });
    const game = newGame("A");
    await new GameRepository(client).add(game, CAUSE);
    expect(await factsOf(game.id)).toEqual([ANN_AND_BOB, ...moves("AB")]);
  });

  it("is sent again if it did not arrive", async () => {
    const { client } = watchedClient(store.client, async (attempt, append) => {
      if (attempt === 1)
        throw new UnavailableError(undefined, "The connection broke before anything was sent.");
      return append();
    });
    const game = newGame("A");
    await new GameRepository(client).add(game, CAUSE);
    expect(await factsOf(game.id)).toEqual([ANN_AND_BOB, ...moves("A")]);
  });

  it("gets new ids in every add: the same move of two players is two moves", async () => {
    const { client, appends } = watchedClient(store.client);
    const games = new GameRepository(client);
    const id = randomUUID();
    await games.add(newGame("", id), CAUSE);
    await expect(games.add(newGame("", id), CAUSE)).rejects.toThrow(ConcurrencyError);
    expect(appends[0]?.ids).not.toEqual(appends[1]?.ids);
  });
});
