import { expect, onTestFinished, test, vi } from "vitest";
import { ConnectFour } from "../../../src/application/connect-four.ts";
import { GameRepository } from "../../../src/persistence/game-repository.ts";
import { announcementReaction } from "../../../src/reactions/announcements/announcement-reaction.ts";
import { Announcer } from "../../../src/reactions/announcements/announcer.ts";
import { CheckpointFile } from "../../../src/reactions/announcements/checkpoint-file.ts";
import type { GameResultV1 } from "../../../src/reactions/announcements/game-result.ts";
import { type Receiver, RefusedError } from "../../../src/reactions/announcements/receiver.ts";
import { runReaction } from "../../../src/reactions/run-reaction.ts";
import { pathInAFolderOfItsOwn } from "../../cli/support/store-file.ts";
import { finished, moves } from "../../domain/specification.ts";
import { TestStore } from "../../projections/test-store.ts";
import { WAIT } from "../wait.ts";

/** A receiver that answers as the test wants, and keeps what it has acknowledged. */
class TestReceiver implements Receiver {
  readonly taken: GameResultV1[] = [];
  attempts = 0;
  answer = (_message: GameResultV1): Error | undefined => undefined;

  async tell(message: GameResultV1): Promise<void> {
    this.attempts++;
    const error = this.answer(message);
    if (error) throw error;
    this.taken.push(message);
  }

  get games(): string[] {
    return this.taken.map(({ gameId }) => gameId);
  }
}

/** A store, a receiver, and announcers between them that may be ended and started again. */
async function setUp() {
  const store = await TestStore.open();
  const path = pathInAFolderOfItsOwn("checkpoint");
  CheckpointFile.create(path, undefined)[Symbol.dispose]();
  const receiver = new TestReceiver();
  const reports: string[] = [];

  /** Starts to announce. @returns a function that ends it, and waits until it has ended. */
  const start = (tellParked = false) => {
    const file = CheckpointFile.open(path);
    if (!file) throw new Error("There is a file.");
    const stopping = new AbortController();
    const { signal } = stopping;
    const { client } = store;
    const games = new GameRepository(client);
    const announcer = new Announcer({
      receiver,
      file,
      history: (gameId) => games.history(gameId),
      report: (sentence) => reports.push(sentence),
      signal,
      maxPause: 5,
    });
    const running = (async () => {
      if (tellParked) await announcer.tellParked();
      await runReaction(announcementReaction(client, announcer, file, signal));
    })();
    const failed = running.catch((error: Error) => error);
    let ended: Promise<unknown> | undefined;
    const end = () => {
      stopping.abort();
      ended ??= failed.finally(() => file[Symbol.dispose]());
      return ended;
    };
    onTestFinished(async () => void (await end()));
    return { end, failed, parked: () => file.parked() };
  };

  /** Appends a game that player one wins. */
  const play = async (gameId: string) => {
    await store.append(gameId, { type: "GameStarted", playerOne: "Ann", playerTwo: "Bob" });
    await store.append(gameId, ...moves("ABABABA"), finished("PlayerOneWon"));
  };
  return { store, receiver, reports, start, play };
}

test("each game is told of once, in order, and an announcer goes on where the last one ended", async () => {
  const { receiver, start, play } = await setUp();
  await play("one");
  const first = start();
  await play("two");
  await vi.waitUntil(() => receiver.taken.length === 2, WAIT);
  await first.end();
  await play("three");
  start();
  await vi.waitUntil(() => receiver.taken.length === 3, WAIT);
  expect(receiver.games).toEqual(["one", "two", "three"]);
  expect(receiver.taken[0]).toMatchObject({
    type: "GameResult.v1",
    playerOne: "Ann",
    winner: "Ann",
    moves: 7,
  });
});

test("a receiver that is down ten times is tried again, and nothing overtakes", async () => {
  const { receiver, reports, start, play } = await setUp();
  receiver.answer = () => (receiver.attempts <= 10 ? new Error("There is no room.") : undefined);
  for (const game of ["one", "two", "three"]) await play(game);
  start();
  await vi.waitUntil(() => receiver.taken.length === 3, WAIT);
  expect(receiver.games).toEqual(["one", "two", "three"]);
  expect(receiver.attempts).toBe(13);
  expect(reports).toEqual([
    "The receiver takes no messages, and is tried again: There is no room.",
    "The receiver takes messages again.",
  ]);
});

test("an announcer that is ended while its receiver is down has told nothing, and the next one tells", async () => {
  const { receiver, start, play } = await setUp();
  receiver.answer = () => new Error("It is down.");
  await play("one");
  const first = start();
  await vi.waitUntil(() => receiver.attempts > 2, WAIT);
  await first.end();
  receiver.answer = () => undefined;
  const { parked } = start();
  await vi.waitUntil(() => receiver.taken.length === 1, WAIT);
  expect(parked()).toEqual([]);
  expect(receiver.games).toEqual(["one"]);
});

test("a refused message is parked, those of other games go on, and it is told again on request", async () => {
  const { receiver, reports, start, play } = await setUp();
  receiver.answer = ({ gameId }) =>
    gameId === "two" ? new RefusedError("Its name is too long.") : undefined;
  for (const game of ["one", "two", "three"]) await play(game);
  const first = start();
  await vi.waitUntil(() => receiver.taken.length === 2, WAIT);
  expect(receiver.games).toEqual(["one", "three"]);
  expect(first.parked()).toEqual([
    { eventId: expect.any(String), gameId: "two", reason: "Its name is too long." },
  ]);
  expect(reports).toEqual(["Game two is parked: Its name is too long."]);
  await first.end();

  const second = start(true);
  await vi.waitUntil(() => reports.length === 2, WAIT);
  expect(reports[1]).toBe("Game two stays parked: Its name is too long.");
  expect(second.parked()).toHaveLength(1);
  await second.end();

  receiver.answer = () => undefined;
  const third = start(true);
  await vi.waitUntil(() => receiver.taken.length === 3, WAIT);
  await play("four");
  await vi.waitUntil(() => receiver.taken.length === 4, WAIT);
  expect(receiver.games).toEqual(["one", "three", "two", "four"]);
  expect(third.parked()).toEqual([]);
});

test("a message waits behind the parked ones of its game", async () => {
  const { store, receiver, reports, start, play } = await setUp();
  receiver.answer = () => new RefusedError("No.");
  await play("one");
  const { end, parked } = start();
  await vi.waitUntil(() => parked().length === 1, WAIT);
  receiver.answer = () => undefined;
  await store.append("one", finished("Tied"));
  await play("two");
  await vi.waitUntil(() => receiver.taken.length === 1, WAIT);
  expect(receiver.games).toEqual(["two"]);
  expect(parked().map(({ gameId, reason }) => [gameId, reason])).toEqual([
    ["one", "No."],
    ["one", "It waits behind an earlier message of its game."],
  ]);
  await end();
  receiver.answer = () => new RefusedError("Still no.");
  const second = start(true);
  await play("three");
  await vi.waitUntil(() => reports.includes("Game three is parked: Still no."), WAIT);
  expect(second.parked().map(({ gameId }) => gameId)).toEqual(["one", "one", "three"]);
});

test("a game that cannot be read is parked, and named; one that has been deleted is passed over", async () => {
  const { store, receiver, reports, start, play } = await setUp();
  await store.append("broken", finished("Tied"));
  await play("gone");
  await store.client.deleteStream("game-gone");
  await play("one");
  const { parked } = start();
  await vi.waitUntil(() => receiver.taken.length === 1, WAIT);
  expect(receiver.games).toEqual(["one"]);
  expect(parked()).toHaveLength(1);
  expect(reports).toEqual([
    "Game broken is parked: The history of game broken is corrupt at revision 0: This game has not started yet: it needs two players first.",
  ]);
});

test("a game that goes on in the program is told of as soon as it has ended", async () => {
  const { store, receiver, start } = await setUp();
  start();
  const connectFour = new ConnectFour(new GameRepository(store.client));
  const { game } = await connectFour.startGame("Ann", "Bob");
  for (const { player, column } of moves("ABABABA")) await connectFour.makeMove(game.id, player, column);
  await vi.waitUntil(() => receiver.taken.length === 1, WAIT);
  expect(receiver.games).toEqual([game.id]);
});
