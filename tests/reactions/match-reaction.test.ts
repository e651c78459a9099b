import { expect, onTestFinished, test, vi } from "vitest";
import { ConnectFour } from "../../src/application/connect-four.ts";
import { gameIdOf } from "../../src/application/ids.ts";
import { Matches } from "../../src/application/matches.ts";
import { GameRepository } from "../../src/persistence/game-repository.ts";
import { MatchRepository } from "../../src/persistence/match-repository.ts";
import { MatchProcess } from "../../src/reactions/match-process.ts";
import { checkpointInMemory, matchReaction } from "../../src/reactions/match-reaction.ts";
import { runReaction } from "../../src/reactions/run-reaction.ts";
import { embeddedStore } from "../persistence/embedded-store.ts";
import { WAIT } from "./wait.ts";

const store = embeddedStore();
const connectFour = () => new ConnectFour(store.games);
const matches = () => new Matches(new MatchRepository(store.client));

/** Runs the reaction of matches until the end of the test. */
function react(matchId?: string): void {
  const stopping = new AbortController();
  const { client } = store;
  const running = runReaction(
    matchReaction({
      client,
      process: new MatchProcess(new MatchRepository(client), new GameRepository(client)),
      checkpoint: checkpointInMemory(undefined),
      signal: stopping.signal,
      ...(matchId !== undefined && { matchId }),
    }),
  );
  onTestFinished(async () => {
    stopping.abort();
    await running;
  });
}

/** Plays a game of a match to its end: player one of that game wins. */
async function play(matchId: string, number: number): Promise<void> {
  const gameId = gameIdOf(matchId, number);
  const game = await vi.waitFor(() => connectFour().getGame(gameId), WAIT);
  const { playerOne = "", playerTwo = "" } = game.players ?? {};
  for (const [index, column] of (["A", "B", "A", "B", "A", "B", "A"] as const).entries())
    await connectFour().makeMove(gameId, index % 2 === 0 ? playerOne : playerTwo, column);
}

test("a match goes on by itself, sides swapped, until somebody has won it, with several programs at it", async () => {
  for (let program = 0; program < 3; program++) react();
  const { id } = await matches().startMatch("Ann", "Bob", 3);
  for (const number of [1, 2, 3]) await play(id, number);
  const match = await vi.waitUntil(async () => {
    const now = await matches().getMatch(id);
    return now.winner !== undefined && now;
  }, WAIT);
  expect([match.winner, match.revision]).toEqual(["Ann", 7]);
  expect(match.games.map(({ winner }) => winner)).toEqual(["Ann", "Bob", "Ann"]);
});

test("what has happened before the reaction began is made up for, and other matches are left alone", async () => {
  const { id } = await matches().startMatch("Ann", "Bob", 3);
  const { id: other } = await matches().startMatch("Cid", "Dee", 3);
  react(id);
  await play(id, 1);
  await vi.waitUntil(async () => (await matches().getMatch(id)).games.length === 2, WAIT);
  await expect(connectFour().getGame(gameIdOf(other, 1))).rejects.toThrow("There is no game");
});
