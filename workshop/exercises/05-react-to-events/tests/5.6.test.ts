import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { ConnectFour } from "../src/application/connect-four.ts";
import type { GameRepository } from "../src/application/game-repository.ts";
import { type GameResult, type Receiver, ReceiverDownError } from "../src/application/receiver.ts";
import type { Column } from "../src/domain/board.ts";
import { announcements } from "../src/reactions/tell-others.ts";
import { DONE, type Kept, KILLED, Killed, Loop } from "./loop.ts";
import { openStore } from "./store.ts";

const TIMES_DOWN = 10;
/** Since step 5.6, it is given no receiver; until then, it tells the receiver itself. */
const Service: new (games: GameRepository, receiver: Receiver) => ConnectFour = ConnectFour;

const store = openStore();
const COLUMNS: readonly Column[] = ["A", "B", "A", "B", "A", "B", "A"];

describe("a command tells nobody: what it decides is not stored yet, and perhaps never will be", () => {
  test("told before it was stored: the store refuses, and nobody has been told what did not happen", async () => {
    const receiver = receiverOf();
    const gameId = await almostWon();
    const refusing: GameRepository = {
      get: (id) => store.games.get(id),
      add: async () => {
        throw new Error("The store says no.");
      },
    };
    expect(await lastMove(new Service(refusing, receiver), gameId)).toBe("Error: The store says no.");
    expect(receiver.told).toEqual([]);
  });

  test("stored, and never told: the receiver is down, which is no player's business, and the loop tells it later", async () => {
    const receiver = receiverOf();
    receiver.down = Number.POSITIVE_INFINITY;
    const kept = await fromNow();
    const gameId = await almostWon();
    expect(await lastMove(new Service(store.games, receiver), gameId)).toBe("it is stored");
    receiver.down = 0;
    expect(await tellAll(kept, receiver)).toBe(DONE);
    expect(receiver.told.map((message) => message.gameId)).toEqual([gameId]);
  });
});

describe("others are told of each game that has ended", () => {
  test("in a message of its own shape, which has the id of the event that it tells of", async () => {
    const [receiver, kept] = [receiverOf(), await fromNow()];
    const gameId = await won("Ann", "Bob");
    expect(await tellAll(kept, receiver)).toBe(DONE);
    const end = (await store.stored(`game-${gameId}`)).at(-1);
    expect(receiver.told).toEqual([
      {
        type: "GameResult.v1",
        id: end?.id,
        gameId,
        playerOne: "Ann",
        playerTwo: "Bob",
        result: "PlayerOneWon",
        moves: 7,
        finishedAt: expect.any(String),
      },
    ]);
  });

  test("finishedAt is the time of the event, and not the time at which they are told", async () => {
    const [receiver, kept] = [receiverOf(), await fromNow()];
    const gameId = await won("Ann", "Bob");
    const created = (await store.stored(`game-${gameId}`)).at(-1)?.created;
    while (created && Date.now() <= created.getTime()) await nextTurn();
    expect(await tellAll(kept, receiver)).toBe(DONE);
    expect(receiver.told[0]?.finishedAt).toBe(created?.toISOString());
  });

  test("and of no other", async () => {
    const [receiver, kept] = [receiverOf(), await fromNow()];
    await almostWon();
    const gameId = await won("Cid", "Dee");
    expect(await tellAll(kept, receiver)).toBe(DONE);
    expect(receiver.told.map((message) => message.gameId)).toEqual([gameId]);
  });
});

describe("they are told at least once, and in order", () => {
  test("with a receiver that is down ten times, nothing is lost, and nothing overtakes", async () => {
    const [receiver, kept] = [receiverOf(), await fromNow()];
    const games = [await won("Ann", "Bob"), await won("Cid", "Dee"), await won("Eve", "Fay")];
    receiver.down = TIMES_DOWN;
    for (let time = 0; time < TIMES_DOWN; time++) {
      expect(await tellAll(kept, receiver)).toBe(
        "it has thrown: ReceiverDownError: The receiver cannot be reached.",
      );
      expect(receiver.told).toEqual([]);
    }
    expect(await tellAll(kept, receiver)).toBe(DONE);
    expect(receiver.told.map((message) => message.gameId)).toEqual(games);
  });

  test("a receiver that is slow is waited for: until it has acknowledged, the checkpoint stays", async () => {
    const [receiver, kept] = [receiverOf(), await fromNow()];
    const before = kept.checkpoint;
    await won("Ann", "Bob");
    receiver.meanwhile = () => expect(kept.checkpoint).toBe(before);
    expect(await tellAll(kept, receiver)).toBe(DONE);
    expect(receiver.told).toHaveLength(1);
  });

  test("killed when it has told, and started again, it tells the same again, so that a receiver can drop it", async () => {
    const [receiver, kept] = [receiverOf(), await fromNow()];
    await won("Ann", "Bob");
    expect(await tellAll(kept, receiver, "dies before the checkpoint")).toBe(KILLED);
    expect(await tellAll(kept, receiver)).toBe(DONE);
    expect(receiver.told).toHaveLength(2);
    expect(receiver.told[1]).toEqual(receiver.told[0]);
  });
});

/** @returns a receiver that writes down what it is told, unless it is down. */
function receiverOf() {
  const told: GameResult[] = [];
  return {
    told,
    /** How often it cannot be reached. */
    down: 0,
    /** What happens while it works. */
    meanwhile: () => {},
    async tell(message: GameResult) {
      if (this.down > 0) {
        this.down -= 1;
        throw new ReceiverDownError();
      }
      await nextTurn();
      this.meanwhile();
      told.push(message);
    },
  };
}

/** @returns a checkpoint at the end of the log, so that a test is told of its own games alone. */
async function fromNow(): Promise<Kept> {
  let checkpoint: Kept["checkpoint"];
  for await (const { event } of store.client.readAll())
    if (event) checkpoint = { position: event.position, eventId: event.id };
  return { checkpoint };
}

/** Runs your loop until it has come to the last game that has ended. @returns what has come of it. */
async function tellAll(
  kept: Kept,
  receiver: Receiver,
  death?: "dies before the checkpoint",
): Promise<string> {
  const { checkpoint: end } = await fromNow();
  const loop = Loop.start(kept, ({ checkpoint, signal }) =>
    announcements({
      client: store.client,
      games: store.games,
      receiver,
      checkpoint: death
        ? {
            load: () => checkpoint.load(),
            save: async () => {
              throw new Killed();
            },
          }
        : checkpoint,
      signal,
    }),
  );
  const outcome = end ? await loop.hasHandled(end.position) : DONE;
  return outcome === DONE ? loop.stop() : outcome;
}

/** @returns the id of a new game, stored, in which the next move of player one wins. */
async function almostWon(playerOne = "Ann", playerTwo = "Bob"): Promise<string> {
  const deaf = { tell: async () => {} };
  const connectFour = new Service(store.games, deaf);
  const { game } = await connectFour.startGame(playerOne, playerTwo);
  for (const [index, column] of COLUMNS.slice(0, -1).entries())
    await connectFour.makeMove(game.id, index % 2 === 0 ? playerOne : playerTwo, column);
  return game.id;
}

/** @returns the id of a new game, stored, that player one has won. */
async function won(playerOne: string, playerTwo: string): Promise<string> {
  const gameId = await almostWon(playerOne, playerTwo);
  await new Service(store.games, { tell: async () => {} }).makeMove(gameId, playerOne, "A");
  return gameId;
}

/** Makes the move that wins. @returns what has come of it. */
async function lastMove(connectFour: ConnectFour, gameId: string): Promise<string> {
  try {
    await connectFour.makeMove(gameId, "Ann", "A");
    return "it is stored";
  } catch (error) {
    return String(error);
  }
}
