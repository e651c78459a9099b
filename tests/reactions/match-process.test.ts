import { describe, expect, it } from "vitest";
import { ConnectFour } from "../../src/application/connect-four.ts";
import { eventIdOf, gameIdOf } from "../../src/application/ids.ts";
import { Matches } from "../../src/application/matches.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { MatchRepository } from "../../src/persistence/match-repository.ts";
import { MatchProcess } from "../../src/reactions/match-process.ts";
import type { MatchCommand } from "../../src/reactions/policy.ts";
import { moves } from "../domain/specification.ts";
import { CAUSE, embeddedStore, newGame, readStream } from "../persistence/embedded-store.ts";

const store = embeddedStore();

/** A process manager of its own, as another program has it. */
const processManager = () =>
  new MatchProcess(new MatchRepository(store.client), new GameRepository(store.client));
const matches = () => new Matches(new MatchRepository(store.client));
const stored = (stream: string) => readStream(store.client, stream);

const startGame = (matchId: string, number: number): MatchCommand => ({
  type: "StartGame",
  matchId,
  number,
  gameId: gameIdOf(matchId, number),
});
const countGame = (matchId: string, number: number): MatchCommand => ({
  type: "CountGame",
  matchId,
  gameId: gameIdOf(matchId, number),
  result: "PlayerOneWon",
});

describe("a game that is due", () => {
  it("is started once, however often and by how many it is started", async () => {
    const { id } = await matches().startMatch("Ann", "Bob", 3);
    const [, due] = await stored(`match-${id}`);
    const command = startGame(id, 1);
    for (let time = 0; time < 3; time++) await processManager().carryOut(command, due?.id ?? "");
    await Promise.all([1, 2, 3].map(() => processManager().carryOut(command, due?.id ?? "")));

    const gameId = gameIdOf(id, 1);
    await new ConnectFour(store.games).makeMove(gameId, "Ann", "D");
    await processManager().carryOut(command, due?.id ?? "");
    const [start, ...others] = await stored(`game-${gameId}`);
    expect(start).toMatchObject({
      id: eventIdOf(gameId, 0),
      type: "GameStarted",
      data: { playerOne: "Ann", playerTwo: "Bob" },
      metadata: { $causationId: due?.id, $correlationId: id },
    });
    expect(others.map(({ type }) => type)).toEqual(["MoveMade"]);
    expect(others[0]?.metadata).toMatchObject({ $correlationId: id });
  });
});

describe("a game that somebody else has started", () => {
  it("is left as it is: the refusal means that it has been started", async () => {
    const { id } = await matches().startMatch("Ann", "Bob", 3);
    const game = newGame("D", gameIdOf(id, 1));
    await store.games.add(game, CAUSE);
    await processManager().carryOut(startGame(id, 1), "11111111-2222-4333-8444-555555555554");
    expect((await stored(`game-${game.id}`)).map(({ type }) => type)).toEqual(["GameStarted", "MoveMade"]);
  });
});

describe("a game that has ended", () => {
  it("is not started again, although it has been deleted since", async () => {
    const { id } = await matches().startMatch("Ann", "Bob", 3);
    const cause = "11111111-2222-4333-8444-555555555555";
    await store.games.add(newGame("", gameIdOf(id, 1)), CAUSE); // the store does not know the ids of these events
    await processManager().carryOut(countGame(id, 1), cause);
    await store.client.deleteStream(`game-${gameIdOf(id, 1)}`);
    await processManager().carryOut(startGame(id, 1), cause);
    await expect(stored(`game-${gameIdOf(id, 1)}`)).rejects.toMatchObject({ type: "stream-not-found" });
  });

  it("counts once, in one append with what comes next, however often and by how many it is counted", async () => {
    const { id } = await matches().startMatch("Ann", "Bob", 3);
    const cause = "0b0e3f4e-8d43-4b5e-9d59-6f0f2bd1b6a1";
    await Promise.all([1, 2, 3].map(() => processManager().carryOut(countGame(id, 1), cause)));
    for (let time = 0; time < 3; time++) await processManager().carryOut(countGame(id, 1), cause);

    const events = await stored(`match-${id}`);
    expect(events.map(({ type }) => type)).toEqual([
      "MatchStarted",
      "MatchGameScheduled",
      "MatchGameFinished",
      "MatchGameScheduled",
    ]);
    expect(events.slice(2)).toMatchObject([
      { id: eventIdOf(cause, 0), data: { number: 1, winner: "Ann" } },
      { id: eventIdOf(cause, 1), data: { number: 2, gameId: gameIdOf(id, 2) } },
    ]);
    for (const { metadata } of events.slice(2))
      expect(metadata).toEqual({ $causationId: cause, $correlationId: id });
    const match = await matches().getMatch(id);
    expect([match.winsOf("Ann"), match.winsOf("Bob"), match.winner]).toEqual([1, 0, undefined]);
  });

  it("is counted although the match has gone on meanwhile: the match decides again", async () => {
    const { id } = await matches().startMatch("Ann", "Bob", 3);
    await processManager().carryOut(countGame(id, 1), "11111111-2222-4333-8444-555555555551");
    await processManager().carryOut(countGame(id, 2), "11111111-2222-4333-8444-555555555552");
    const late = processManager().carryOut(countGame(id, 1), "11111111-2222-4333-8444-555555555551");
    await expect(late).resolves.toBeUndefined();
    expect(await stored(`match-${id}`)).toHaveLength(6);
  });

  it("is nobody's business without a match", async () => {
    const { game } = await new ConnectFour(store.games).startGame("Ann", "Bob");
    for (const { player, column } of moves("ABABABA"))
      await new ConnectFour(store.games).makeMove(game.id, player, column);
    const { metadata } = (await stored(`game-${game.id}`)).at(-1) ?? {};
    const { $correlationId: matchId = "" } = metadata as { $correlationId?: string };
    const command: MatchCommand = { type: "CountGame", matchId, gameId: game.id, result: "PlayerOneWon" };
    await processManager().carryOut(command, "11111111-2222-4333-8444-555555555553");
    await expect(stored(`match-${matchId}`)).rejects.toMatchObject({ type: "stream-not-found" });
  });
});
